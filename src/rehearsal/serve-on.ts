import type { RehearsalContext } from './context';
import { exportLine } from './exports';
import { openScreen, type Output } from './screen';
import { listenToGit } from '@cv-insync/emulator';

/** Keeps the account of a rehearsal and its pipelines running until the rehearsal is interrupted. */
export async function serveOn(context: RehearsalContext, output: Output, signal: AbortSignal): Promise<void> {
  const { account, observation, recorder } = context;
  const screen = openScreen(output, observation, recorder);
  const before = new Set(account.unknownOperations);
  screen.step(howToUse(context).join('\n'));
  const stopListening = listenToGit(account, screen.line);
  await new Promise<void>(resolve => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
  stopListening();
  screen.close();
  for (const operation of new Set(account.unknownOperations)) if (!before.has(operation)) output.write(`called, but not supported by the account: ${operation}\n`);
  output.write(`The account has ended; ${context.workDir} is kept.\n`);
}

/** Instructions for another terminal. */
export function howToUse({ account, subject, repositories }: Pick<RehearsalContext, 'account' | 'subject' | 'repositories'>): string[] {
  const { accountId, region } = account;
  const { core, repositories: sources } = subject;
  const tree = repositories.tree(core.name);
  return [
    `The account (${accountId}, ${region}) and its pipelines keep running; Ctrl-C ends them. In another terminal:`,
    `  ${exportLine(account, { INSYNC_SOLUTION: subject.solution })}`,
    '  npx cv-insync status',
    `The repositories, as work trees to commit in (git push origin ${core.branch} starts their pipelines):`,
    ...sources.map(({ name }) => `  ${name}  ${repositories.tree(name)}`),
    `For example: git -C ${tree} commit --allow-empty -m 'once more' && git -C ${tree} push origin ${core.branch}`,
  ];
}
