import { setTimeout as sleep } from 'timers/promises';
import { windowOf } from '../../account/codepipeline';
import { ActionFailure, type WorkProvider } from '../context';

/** Milliseconds between two looks at the time. */
const INTERVAL = 1000;

/**
 * Waits until the window is open ({@link https://docs.aws.amazon.com/codepipeline/latest/userguide/rule-reference-DeploymentWindow.html}):
 * the note there says that an alarm beside it is not checked again "after the deployment window opens".
 */
export const deploymentWindow: WorkProvider = async ({ configuration: { Cron, TimeZone }, progress, signal }) => {
  const window = parsed(Cron, TimeZone);
  for (;;) {
    const now = new Date();
    const next = window.next(now);
    if (!next) throw new ActionFailure(`the deployment window '${Cron}' does not open any more`, 'ConfigurationError');
    const wait = next.getTime() - now.getTime();
    if (wait <= 0) return { summary: `the deployment window '${Cron}' is open` };
    progress(`the deployment window '${Cron}' opens at ${next.toISOString()}`);
    await sleep(Math.min(wait, INTERVAL), undefined, { ref: false, signal });
  }
};

function parsed(cron: string, timeZone: string | undefined) {
  try {
    return windowOf(cron, timeZone);
  } catch (error) {
    throw new ActionFailure((error as Error).message, 'ConfigurationError');
  }
}
