import { remarks, wantedBy } from '../solution/listed-modules';
import { operatorAccount } from '../solution/operator-account';
import { describePipeline, type PipelineStatus, progressOf, statusOf } from '../solution/status';
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
      ['core', '', wordOf(pipelines.core), short(pipelines.core?.revision), ''],
      ['modules', '', wordOf(pipelines.modules), '', ''],
      ...modules.map(module => [module.name, wantedBy(module), module.state, module.core ? '' : short(module.revision), module.waitingFor.join(' ')]),
    ]),
    ...remarks(modules),
    ...troubled.map(pipeline => describePipeline(pipeline!)),
  ), json);
}

const wordOf = (pipeline?: PipelineStatus) => pipeline ? progressOf(pipeline) : 'not there yet';

/** Revisions of git are known by their first characters. */
const short = (revision = '') => /^[0-9a-f]{40}$/.test(revision) ? revision.slice(0, 8) : revision;
