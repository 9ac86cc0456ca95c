import { remarks, listedBy } from '../solution/listed-modules';
import { operatorAccount } from '../solution/operator-account';
import { describePipeline, type PipelineStatus, progressOf, statusOf } from '../solution/status';
import { target, type TargetOptions } from '../solution/target';
import { lines, show, table } from '../terminal/output';

/** `cv-insync status`: shows the state of each module. */
export async function statusCommand(names: readonly string[], { json, ...options }: TargetOptions & { readonly json?: boolean }): Promise<void> {
  const status = await statusOf(target(options), names, operatorAccount());
  const { pipelines, modules } = status;
  const own = modules.flatMap(({ core, pipeline }) => core || !pipeline ? [] : [pipeline]);
  const notSucceeded = [pipelines.core, pipelines.modules, ...own].filter(pipeline => pipeline !== undefined && pipeline.status !== 'Succeeded');
  show(status, () => lines(
    table(['module', 'listed by', 'state', 'delivered', 'waits for'], [
      ['core', '', stateOf(pipelines.core), short(pipelines.core?.revision), ''],
      ['modules', '', stateOf(pipelines.modules), '', ''],
      ...modules.map(module => [module.name, listedBy(module), module.state, module.core ? '' : short(module.revision), module.waitingFor.join(' ')]),
    ]),
    ...remarks(modules),
    ...notSucceeded.map(pipeline => describePipeline(pipeline!)),
  ), json);
}

const stateOf = (pipeline?: PipelineStatus) => pipeline ? progressOf(pipeline) : 'not there yet';

/** Git commits are abbreviated, as usual. */
const short = (revision = '') => /^[0-9a-f]{40}$/.test(revision) ? revision.slice(0, 8) : revision;
