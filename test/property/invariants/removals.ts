import type { Violated } from './violated';
import { contractPath, deliveryStackName, entryPath, LIST_HEAD, listPath, modulePath, modulesPath, moduleStackName, removalApprovalPath } from '../../../src/model/names';
import { ENTRY_OWNERS } from '../../../src/model/owner';
import type { HistoryEvent } from '../account/account';
import { deliveredModules, desiredState } from '../desired-state';
import type { Solution } from '../solution';

/** The removals of one build of the second pipeline. */
interface Run {
  /** The number of modules when it began. */
  readonly installed: number;
  /** Whether an operator approved the removals. */
  readonly approved: boolean;
  readonly removed: string[];
}

const NEVER_SUCCEEDED = /^(ROLLBACK_COMPLETE|ROLLBACK_FAILED|CREATE_FAILED)$/;

/** Checks the reason and the order of all deletions. */
export function watchRemovals(solution: Solution, violated: Violated) {
  const { account, name: s } = solution;
  const records = (module: string) => [...account.store.values.keys()].filter(path => path.startsWith(`${modulePath(s, module)}/`));
  const seen = new Map<string, string>();
  let run: Run = { installed: 0, approved: false, removed: [] };

  account.listen(happening => {
    if (isApply(happening, s)) {
      const yes = account.store.values.get(removalApprovalPath(s));
      run = { installed: deliveredModules(solution).length, approved: yes === happening.execution.artifacts.Definition.digest, removed: [] };
    }
    if (happening.kind === 'read') {
      const pathsOf = (module: string) => [...ENTRY_OWNERS.map(owner => entryPath(s, owner, module)), listPath(s, LIST_HEAD)];
      const read = deliveredModules(solution).filter(module => pathsOf(module).every(path => happening.names.includes(path)));
      for (const module of read) seen.set(module, desiredState(solution, module).kind);
    }
    if (happening.kind === 'removed' && happening.by === 'call' && happening.name.startsWith(`${modulesPath(s)}/`)) {
      const module = happening.name.split('/')[3];
      if (account.stacks.stacks.has(moduleStackName(s, module))) violated('removal order', `${happening.name} was removed before the stack of ${module}`);
    }
    if (happening.kind === 'removed' && happening.name === removalApprovalPath(s) && !run.approved) violated('many removals', 'another yes was used up');
    if (happening.kind !== 'stack' || happening.operation !== 'delete' || NEVER_SUCCEEDED.test(happening.before!.status)) return;
    const modules = deliveredModules(solution);
    const deleted = modules.find(name => moduleStackName(s, name) === happening.name);
    const undelivered = modules.find(name => deliveryStackName(s, name) === happening.name);
    if (deleted) checkModule(deleted);
    else if (undelivered) checkDelivery(undelivered);
    else violated('only what is gone goes', `the stack ${happening.name} was deleted, which belongs to no module`);
  });

  function checkModule(module: string) {
    // A module that returns after the last check is delivered again.
    const kind = seen.get(module);
    if (kind !== 'gone') violated('only what is gone goes', `the stack of ${module} was deleted although its entry was ${kind} when it was read`);
    const readers = deliveredModules(solution).filter(other => other !== module && reads(other, module));
    if (readers.length) violated('nobody loses what is read', `the stack of ${module} was deleted although ${readers.join(', ')} read from it`);
    run.removed.push(module);
    if (run.removed.length > 2 && run.removed.length * 3 > run.installed && !run.approved) {
      violated('many removals', `${run.removed.join(', ')}, of ${run.installed} modules, were removed without a yes`);
    }
  }

  function checkDelivery(module: string) {
    if (account.stacks.stacks.has(moduleStackName(s, module))) violated('removal order', `the delivery of ${module} was deleted before its stack`);
    if (records(module).length) violated('removal order', `the delivery of ${module} was deleted before ${records(module).join(', ')}`);
  }

  const reads = (reader: string, module: string) => {
    const contract = account.store.values.get(contractPath(s, reader));
    return contract !== undefined && JSON.parse(contract).consumes.some((item: string) => item.startsWith(`${module}/`));
  };
}

/** A version that no longer produces what others read is never deployed. */
export function watchOutputs(solution: Solution, violated: Violated) {
  const { account, name: s } = solution;
  account.listen(happening => {
    if (happening.kind !== 'removed' || happening.by !== 'stack' || !happening.name.includes('/outputs/')) return;
    const [, , , module, , output] = happening.name.split('/');
    if (!account.stacks.stacks.has(moduleStackName(s, module))) return;
    const readers = deliveredModules(solution).filter(other => {
      const contract = account.store.values.get(contractPath(s, other));
      return other !== module && contract !== undefined && JSON.parse(contract).consumes.includes(`${module}/${output}`);
    });
    if (readers.length) violated('nobody loses what is read', `${module} was deployed without ${output}, which ${readers.join(', ')} read`);
  });
}

const isApply = (happening: HistoryEvent, solution: string): happening is Extract<HistoryEvent, { kind: 'action' }> =>
  happening.kind === 'action' && happening.provider === 'CodeBuild' && happening.execution.pipeline.declaration.Name === `modules.${solution}`;
