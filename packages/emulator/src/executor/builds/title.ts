/** What a person is told that a build is doing: its phase, and the command, unless that begins with conditions, which say little. */
export const titleOf = (phase: string, command: string): string => /^(\[|\{|\(|(if|for|while|case)\b)/.test(command) ? phase : `${phase}: ${command}`;
