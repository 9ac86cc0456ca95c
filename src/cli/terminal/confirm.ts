import { createInterface } from 'node:readline/promises';
import { fail, usageError } from './failure';

export interface ConfirmOptions {
  /** Confirmed on the command line. */
  readonly yes?: boolean;
  /** The word to type. */
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

/** Fails unless the user confirms, on the terminal or with `--yes`. */
export async function confirm(what: string, { yes, word = 'yes' }: ConfirmOptions, { interactive, ask }: Terminal = terminal): Promise<void> {
  if (yes) return;
  if (!interactive) usageError(`${what}: this needs a confirmation, and there is no terminal to ask for it; nothing was changed. Confirm it with --yes`);
  if ((await ask(`${what}? Type ${word} to continue: `)).trim() !== word) fail('nothing was changed');
}
