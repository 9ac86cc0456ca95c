/** A command of a tutorial, and its documented output. */
export interface Command {
  /** Line number in the page. */
  readonly line: number;
  readonly command: string;
  /** The documented lines of the output; `...` stands for any other lines. */
  readonly shown: readonly string[];
  /** Whether it keeps running during the next commands, since it belongs to a second terminal. */
  readonly stays: boolean;
}

const BLOCK = /^```console(.*)$/;

/** The commands of a page between two headings, in order. A block `console terminal=2` runs in a second terminal. */
export function commandsOf(page: string, from: string, to: string): Command[] {
  const lines = page.split('\n');
  const [start, end] = [lines.indexOf(from), lines.indexOf(to)];
  if (start < 0 || end < start) throw new Error(`the page has no part from '${from}' to '${to}'`);
  const commands: Command[] = [];
  for (let index = start; index < end; index++) {
    const block = BLOCK.exec(lines[index]);
    if (!block) continue;
    for (index++; lines[index] !== '```'; index++) {
      const command = /^\$ (.*)$/.exec(lines[index])?.[1];
      if (command) commands.push({ line: index + 1, command, shown: [], stays: block[1].includes('terminal=2') });
      else if (!commands.length) throw new Error(`line ${index + 1}: output of no command`);
      else if (lines[index].trim() && lines[index].trim() !== '...') (commands.at(-1)!.shown as string[]).push(lines[index]);
    }
  }
  return commands;
}

/** Documented lines that were not printed in that order. */
export function missingFrom(output: string, shown: readonly string[]): string[] {
  const printed = output.split('\n').map(clean);
  let at = 0;
  return shown.filter(line => {
    const found = printed.findIndex((text, index) => index >= at && text.includes(clean(line)));
    if (found >= 0) at = found + 1;
    return found < 0;
  });
}

// eslint-disable-next-line no-control-regex
const clean = (line: string) => line.replace(/\x1b\[[0-9;]*m/g, '').replace(/\s+/g, ' ').trim();
