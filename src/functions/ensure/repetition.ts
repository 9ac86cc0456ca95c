import { gaveUp } from '../../model/execution';
import { functionName } from '../../model/names';
import type { Attempt } from '../aws/pipelines';

/**
 * Whether an execution has to be tried once more: it ended without having done its work, whatever the reason, and was not itself the
 * second attempt. A passing cause is gone the next day; what fails twice needs a person, and is not tried a third time.
 */
export const isToBeRepeated = (solution: string, execution: Attempt): boolean =>
  gaveUp(execution.status) && !(wasStartedHere(solution, execution) && gaveUp(execution.before));

/** Whether it was this function that started an execution: the sessions of a function's role carry its name. */
export const wasStartedHere = (solution: string, { startedBy }: Attempt): boolean =>
  startedBy?.endsWith(`/${functionName(solution, 'ensure')}`) === true;
