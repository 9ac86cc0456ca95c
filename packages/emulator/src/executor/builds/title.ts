/** The progress of a build in a few words: its phase and command; the phase alone if the command is a compound command. */
export const titleOf = (phase: string, command: string): string => /^(\[|\{|\(|(if|for|while|case)\b)/.test(command) ? phase : `${phase}: ${command}`;
