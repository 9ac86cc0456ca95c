import { planRemoval, writeRemoval } from './plan-removal';
import { deliveryStackName, moduleStackName, pipelineName } from '../../model/names';
import { describeResource } from '../../model/stack-resource';
import { stackResources } from '../aws/stack-resources';
import { whatHappensNext } from '../solution/next';
import { operatorAccount } from '../solution/operator-account';
import { target, type TargetOptions } from '../solution/target';
import { confirm } from '../terminal/confirm';
import { lines, show } from '../terminal/output';

export interface RemoveOptions extends TargetOptions {
  readonly force?: boolean;
  readonly yes?: boolean;
  readonly json?: boolean;
}

/** `cv-insync remove`: removes modules from the directory, so that the pipelines delete them. */
export async function removeCommand(names: readonly string[], { force, yes, json, ...options }: RemoveOptions): Promise<void> {
  const solution = target(options);
  const account = operatorAccount();
  const removal = await planRemoval(solution, names, account, stackResources(), force);
  const due = removal.modules.filter(({ change }) => change !== 'none');
  if (due.length) {
    const installed = due.filter(module => module.installed).map(({ name }) => name);
    const kept = due.flatMap(({ retained }) => retained);
    const deprived = due.flatMap(module => module.deprived);
    console.error(lines(
      `to be removed from ${solution}: ${due.map(({ name }) => name).join(', ')}`,
      installed.length > 0 && `  deleted: ${installed.flatMap(name => [moduleStackName(solution, name), deliveryStackName(solution, name)]).join(', ')}`,
      `  kept:    ${kept.map(describeResource).join(', ') || 'nothing'}`,
      deprived.length > 0 && `  broken:  ${deprived.join('; ')}: these keep the values that they were deployed with, and no later version of them passes its gate`,
    ));
    await confirm(`remove ${due.map(({ name }) => name).join(', ')}`, { yes });
    await writeRemoval(solution, removal, account);
  }
  const next = await whatHappensNext(solution, account);
  show({ solution, modules: removal.modules, needsApproval: removal.needsApproval, ...due.length && { watch: next.link } }, () => lines(
    ...removal.modules.map(({ name, change }) => change === 'none' ? `${name} is removed already` : `${name} is no longer listed`),
    due.length > 0 && `${next.text}, which deletes what is installed`,
    due.length > 0 && `watch it: ${next.link}`,
    removal.needsApproval && `this removes more than a third of the modules, so ${pipelineName(solution, 'modules')} stops until that is approved: cv-insync approve --removals`,
  ), json);
}
