import { add } from './add';
import { moduleStackName } from '../../model/names';
import { listDirectory } from '../../registry/entries';
import { changeSets } from '../aws/change-sets';
import { stackResources } from '../aws/stack-resources';
import { moduleTemplate } from '../cloudformation-module/module-template';
import { claimsFor, effectiveEntry } from '../solution/claims';
import type { EntryChange } from '../solution/entry-change';
import { whatHappensNext } from '../solution/next';
import { operatorAccount } from '../solution/operator-account';
import { formatSource } from '../solution/source-text';
import { describeTakeOver, planTakeOver, tagAsOwn } from '../solution/take-over';
import { target, type TargetOptions } from '../solution/target';
import { confirm } from '../terminal/confirm';
import { lines, show } from '../terminal/output';

export interface AddOptions extends TargetOptions {
  readonly source?: string;
  readonly connection?: string;
  readonly parameter?: Readonly<Record<string, string>>;
  readonly unsetParameter?: readonly string[];
  readonly approval?: boolean;
  readonly permission?: readonly string[];
  readonly permissions?: boolean;
  /** False with `--no-allow`. */
  readonly allow?: readonly string[] | false;
  /** Whether a stack of the module's name, which the solution did not make, becomes the module's. */
  readonly takeOver?: boolean;
  /** Folder of the module on this machine, to show what that changes. */
  readonly folder?: string;
  readonly yes?: boolean;
  readonly json?: boolean;
}

/** `cv-insync add`: adds a module, or changes its entry. */
export async function addCommand(name: string, { takeOver, folder, yes, json, ...options }: AddOptions): Promise<void> {
  const solution = target(options);
  const account = operatorAccount();
  const take = async () => {
    const given = effectiveEntry(claimsFor(await listDirectory(account.store, solution), name))?.parameters;
    const template = folder === undefined ? undefined : moduleTemplate(folder, solution, name, { ...given, ...options.parameter });
    const whole = { ...account, resources: stackResources(), changeSets: changeSets() };
    console.error(describeTakeOver(await planTakeOver(solution, name, whole, template)));
    await confirm(`take over ${moduleStackName(solution, name)} as the stack of ${name}`, { yes });
    await tagAsOwn(solution, name, account);
  };
  const added = await add(solution, name, changeOf(options), account, takeOver ? take : undefined);
  const next = await whatHappensNext(solution, account);
  show({ solution, name, ...added, ...added.change !== 'none' && { watch: next.link } }, () => {
    if (added.change === 'none') return `${name} is listed with these settings already: nothing to do`;
    return lines(
      `${name} is ${added.installed ? 'changed' : 'added'}: ${formatSource(added.entry.source)}`,
      ...added.notes.map(note => `note: ${note}`),
      `${next.text}, which ${added.installed ? 'changes its delivery' : 'installs it'}`,
      `watch it: ${next.link}`,
    );
  }, json);
}

const changeOf = ({ parameter, unsetParameter, permission, permissions, allow, ...options }: AddOptions): EntryChange => ({
  ...options, parameters: parameter, unset: unsetParameter, permission: permissions === false ? [] : permission, allows: allow === false ? [] : allow,
});
