import { moduleStackName } from '../../model/names';
import { describePipeline, type SolutionStatus } from '../solution/status';
import { lines } from '../terminal/output';

/** Where a registered module stands: good news, or a problem. */
export interface RegistrationOutcome {
  readonly text: string;
  readonly problem?: string;
}

/** How the first delivery ended; `after` minutes it had not, if they are given. */
export function outcomeOf({ solution, pipelines, modules }: SolutionStatus, module: string, after?: number): RegistrationOutcome {
  const problem = (text: string) => ({ text, problem: text });
  const [own] = modules;
  if (!own) return problem(`${module} is not registered any more: somebody took it away meanwhile`);
  const { state, heldBack, pipeline, revision } = own;
  if (after !== undefined) return problem(`after ${after} min ${module} is ${state}${own.waitingFor.length ? `: it waits for ${own.waitingFor.join(', ')}` : ''}; it goes on by itself: cv-insync status ${module}`);
  if (heldBack) return problem(`${module} is held back: ${heldBack}`);
  if (pipeline?.awaitsApproval) return { text: lines(`${module} waits for a person's approval in ${pipeline.name}`, `  ${pipeline.link}`) };
  if (state === 'delivered') return { text: `${module} is delivered${revision ? ` (${revision.slice(0, 8)})` : ''}: stack ${moduleStackName(solution, module)}; from now on each push is` };
  if (state === 'removed') return problem(`${module} is registered, but an operator of ${solution} removed it, which counts more: cv-insync add ${module}, by them, takes that back`);
  const culprit = [pipeline, pipelines.core, pipelines.modules].find(candidate => candidate?.status === 'Failed');
  return problem(lines(`${module} is ${state}`, culprit && describePipeline(culprit)));
}
