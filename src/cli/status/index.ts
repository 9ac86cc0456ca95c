import { remarks, wantedBy } from '../solution/listed-modules';
import { operatorAccount } from '../solution/operator-account';
import { type PipelineStatus, statusOf } from '../solution/status';
import { target, type TargetOptions } from '../solution/target';
import { lines, show, table } from '../terminal/output';

/** `cv-insync status`: how each module goes, and why. */
export async function statusCommand(names: readonly string[], { json, ...options }: TargetOptions & { readonly json?: boolean }): Promise<void> {
  const status = await statusOf(target(options), names, operatorAccount());
  const { pipelines, modules } = status;
  const own = modules.flatMap(({ core, pipeline }) => core || !pipeline ? [] : [pipeline]);
  const troubled = [pipelines.core, pipelines.modules, ...own].filter(pipeline => pipeline !== undefined && pipeline.status !== 'Succeeded');
  show(status, () => lines(
    table(['module', 'wanted by', 'state', 'delivered', 'waits for'], [
      ['core', '', pipelineWord(pipelines.core), short(pipelines.core?.revision), ''],
      ['modules', '', pipelineWord(pipelines.modules), '', ''],
      ...modules.map(module => [module.name, wantedBy(module), module.state, module.core ? '' : short(module.revision), module.waitingFor.join(' ')]),
    ]),
    ...remarks(modules),
    ...troubled.map(pipeline => describe(pipeline!)),
  ), json);
}

function pipelineWord(pipeline?: PipelineStatus): string {
  if (!pipeline) return 'not there yet';
  if (pipeline.status === 'InProgress') return `in ${pipeline.stage ?? 'Source'}`;
  return pipeline.status === 'Failed' ? `failed in ${pipeline.stage ?? 'Source'}` : pipeline.status.toLowerCase();
}

const describe = ({ name, stage, message, link }: PipelineStatus) => `${name}${stage ? `: ${stage}` : ''}${message ? `: ${message}` : ''}\n  ${link}`;

/** Revisions of git are known by their first characters. */
const short = (revision = '') => /^[0-9a-f]{40}$/.test(revision) ? revision.slice(0, 8) : revision;
