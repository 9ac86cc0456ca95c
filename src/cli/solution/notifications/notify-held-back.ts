import { heldBackNotification } from './messages';
import type { Notifier } from './notifier';
import type { HeldBack } from '../../../model/directory';
import { HELD_BACK_VARIABLE } from '../../../model/environment';
import { pipelineName } from '../../../model/names';
import type { ActionHistory } from '../../aws/action-history';
import { heldBackVariable } from '../../bundle/held-back-variable';
import { Failure } from '../../terminal/failure';

/** The action that finds what is held back, in the core pipeline or the module-definition pipeline. */
export interface FindingAction {
  readonly solution: string;
  readonly of: 'core' | 'modules';
  readonly action: 'Prepare' | 'Apply';
}

/** Notifies what was not held back, or not for this reason, when the action last succeeded. */
export async function notifyHeldBack(
  { solution, of, action }: FindingAction, heldBack: readonly HeldBack[],
  { lastExported }: ActionHistory, { notify }: Notifier, log: (line: string) => void,
): Promise<void> {
  if (!heldBack.length) return;
  const before = await lastExported(pipelineName(solution, of), action, HELD_BACK_VARIABLE).catch(error => {
    if (!(error instanceof Failure)) throw error;
    log(`what was held back before is unknown, so all of it is notified: ${error.message}`);
    return undefined;
  });
  for (const item of newlyHeldBack(heldBack, before)) await notify(place => heldBackNotification(place, of, item));
}

/** What an earlier run did not notify. Reasons are compared as they are exported, where long ones are cut. */
export function newlyHeldBack(heldBack: readonly HeldBack[], before = '[]'): HeldBack[] {
  const notified = new Set((JSON.parse(before) as HeldBack[]).map(keyOf));
  return (JSON.parse(heldBackVariable(heldBack)) as HeldBack[]).filter(item => !notified.has(keyOf(item)));
}

const keyOf = ({ module, reason }: HeldBack) => `${module}: ${reason}`;
