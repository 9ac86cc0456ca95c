import { heldBackNotification } from './messages';
import type { Notifier } from './notifier';
import type { HeldBack } from '../../../model/directory';
import { HELD_BACK_VARIABLE } from '../../../model/environment';
import { pipelineName } from '../../../model/names';
import type { ActionHistory } from '../../aws/action-history';
import { heldBackVariable } from '../../bundle/held-back-variable';
import { Failure } from '../../terminal/failure';

/** The action that finds what is held back, in the pipeline that is `of` the core or of the module definition. */
export interface Finder {
  readonly solution: string;
  readonly of: 'core' | 'modules';
  readonly action: 'Prepare' | 'Apply';
}

/** Tells people what is held back that was not, or not for this reason, when the action succeeded last. */
export async function tellHeldBack(
  { solution, of, action }: Finder, heldBack: readonly HeldBack[], { lastExported }: ActionHistory, { tell }: Notifier, log: (line: string) => void,
): Promise<void> {
  if (!heldBack.length) return;
  const before = await lastExported(pipelineName(solution, of), action, HELD_BACK_VARIABLE).catch(error => {
    if (!(error instanceof Failure)) throw error;
    log(`what was held back before is not known, so all of it is told: ${error.message}`);
    return undefined;
  });
  for (const item of unheard(heldBack, before)) await tell(place => heldBackNotification(place, of, item));
}

/** What an earlier run did not tell. Compared as it is exported, where long reasons are cut. */
export function unheard(heldBack: readonly HeldBack[], before = '[]'): HeldBack[] {
  const told = new Set((JSON.parse(before) as HeldBack[]).map(keyOf));
  return (JSON.parse(heldBackVariable(heldBack)) as HeldBack[]).filter(item => !told.has(keyOf(item)));
}

const keyOf = ({ module, reason }: HeldBack) => `${module}: ${reason}`;
