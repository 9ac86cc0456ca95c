import { moduleStackName } from '../../model/names';
import { describePipeline, type SolutionStatus } from '../solution/status';
import { lines } from '../terminal/output';

/** The outcome of a registration: a text, which is a problem if the delivery did not succeed. */
export interface RegistrationOutcome {
  readonly text: string;
  readonly problem?: string;
}

/** The outcome of the first delivery; `after` is given if that had not ended after so many minutes. */
export function outcomeOf({ solution, pipelines, modules }: SolutionStatus, module: string, after?: number): RegistrationOutcome {
  const problem = (text: string) => ({ text, problem: text });
  const [own] = modules;
  if (!own) return problem(`${module} is no longer registered: its registration was deleted meanwhile`);
  const { state, heldBack, pipeline, revision } = own;
  if (after !== undefined) return problem(`after ${after} min ${module} is ${state}${own.waitingFor.length ? `: it waits for ${own.waitingFor.join(', ')}` : ''}; the delivery continues; to follow it: cv-insync status ${module}`);
  if (heldBack) return problem(`${module} is held back: ${heldBack}`);
  if (pipeline?.awaitsApproval) return { text: lines(`${module} waits for an approval in ${pipeline.name}`, `  ${pipeline.link}`) };
  if (state === 'delivered') return { text: `${module} is delivered${revision ? ` (${revision.slice(0, 8)})` : ''}: stack ${moduleStackName(solution, module)}; each further push is delivered, too` };
  if (state === 'removed') return problem(`${module} is registered, but an operator of ${solution} removed it, which takes precedence; an operator can revert that: cv-insync add ${module}`);
  const culprit = [pipeline, pipelines.core, pipelines.modules].find(candidate => candidate?.status === 'Failed');
  return problem(lines(`${module} is ${state}`, culprit && describePipeline(culprit)));
}
