import { gaveUp } from '../../model/execution';
import { functionName } from '../../model/names';
import type { Attempt } from '../aws/pipelines';

/**
 * Whether an execution has to be repeated: it ended without success, for any reason, and was not itself a repetition. A temporary cause is
 * gone the next day. What fails twice needs a person and is not repeated again.
 */
export const isToBeRepeated = (solution: string, execution: Attempt): boolean =>
  gaveUp(execution.status) && !(wasStartedHere(solution, execution) && gaveUp(execution.before));

/** Whether this function started an execution: the role session of a function has the function's name. */
export const wasStartedHere = (solution: string, { startedBy }: Attempt): boolean =>
  startedBy?.endsWith(`/${functionName(solution, 'ensure')}`) === true;
