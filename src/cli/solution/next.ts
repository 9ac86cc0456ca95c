import type { OperatorAccount } from './operator-account';
import { pipelineLink } from '../../model/console';
import { pipelineName } from '../../model/names';

/** The pipelines that a change of the directory starts, and a link to the first one. */
export async function whatHappensNext(solution: string, { pipelines }: Pick<OperatorAccount, 'pipelines'>) {
  const core = pipelineName(solution, 'core');
  return {
    text: `next: ${core} starts within seconds, then ${pipelineName(solution, 'modules')}`,
    link: pipelineLink(await pipelines.region(), core),
  };
}
