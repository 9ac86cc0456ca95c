import { createInterface } from 'node:readline/promises';
import { fail, usageError } from './failure';

export interface Consent {
  /** Given beforehand, on the command line. */
  readonly yes?: boolean;
  /** What has to be typed. */
  readonly word?: string;
}

export interface Terminal {
  readonly interactive: boolean;
  ask(question: string): Promise<string>;
}

export const terminal: Terminal = {
  interactive: Boolean(process.stdin.isTTY && process.stderr.isTTY),
  async ask(question) {
    const reader = createInterface({ input: process.stdin, output: process.stderr });
    try {
      return await Promise.race([reader.question(question), new Promise<string>(ended => reader.once('close', () => ended('')))]);
    } finally {
      reader.close();
    }
  },
};

/** Goes on only if a person, or whoever wrote the script, says so. */
export async function confirm(what: string, { yes, word = 'yes' }: Consent, { interactive, ask }: Terminal = terminal): Promise<void> {
  if (yes) return;
  if (!interactive) usageError(`${what}: this needs a yes, and there is no terminal to ask at; nothing was changed. Give it with --yes`);
  if ((await ask(`${what}? Type ${word} to go on: `)).trim() !== word) fail('nothing was changed');
}
