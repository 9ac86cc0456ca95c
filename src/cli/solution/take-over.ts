import { moduleStackName, TAGS } from '../../model/names';
import { describeResource, type StackResource, type StackResources } from '../../model/stack-resource';
import { succeeded } from '../../model/stack-status';
import type { ChangeSets, ProposedChange } from '../aws/change-sets';
import { reasons, settle } from '../aws/settle';
import type { Stacks } from '../aws/stacks';
import type { ModuleTemplate } from '../bundle/module-template';
import { fail } from '../terminal/failure';
import { lines } from '../terminal/output';

/** What a module would do with an existing stack of its name, which the solution did not make. */
export interface TakeOver {
  readonly module: string;
  readonly stack: string;
  /** Whether the stack was compared with the module's template. If not, any of its resources may be deleted. */
  readonly compared: boolean;
  readonly deleted: readonly string[];
  readonly replaced: readonly string[];
  /** Resources that leave the stack, and stay in the account. */
  readonly left: readonly string[];
  readonly changed: readonly string[];
  readonly added: readonly string[];
}

export interface TakeOverAccount {
  readonly stacks: Stacks;
  readonly resources: StackResources;
  readonly changeSets: ChangeSets;
}

/** The difference, by a change set that is deleted again. Without the module's template: all resources of the stack. */
export async function planTakeOver(solution: string, module: string, account: TakeOverAccount, template?: ModuleTemplate): Promise<TakeOver> {
  const stack = moduleStackName(solution, module);
  const common = { module, stack, deleted: [], replaced: [], left: [], changed: [], added: [] };
  if (!template) return { ...common, compared: false, deleted: (await account.resources.list(stack)).map(named) };
  const changeSet = await account.changeSets.propose({ type: 'UPDATE', name: stack, template: template.text, parameters: template.parameters, tags: template.tags });
  await account.changeSets.discard(changeSet, false);
  if (changeSet.problem && !/didn't contain changes|No updates/.test(changeSet.problem)) fail(`${stack} cannot become the module's: ${changeSet.problem}`);
  const { changes } = changeSet;
  const having = (test: (change: ProposedChange) => boolean) => changes.filter(test).map(named);
  const isLeft = ({ policy = '' }: ProposedChange) => /Retain/.test(policy);
  const replaces = ({ action, replacement }: ProposedChange) => action === 'Modify' && (replacement === 'True' || replacement === 'Conditional');
  return {
    ...common,
    compared: true,
    deleted: having(change => change.action === 'Remove' && !isLeft(change)),
    replaced: changes.filter(replaces).map(change => `${named(change)}${change.replacement === 'Conditional' ? ', perhaps' : ''}${isLeft(change) ? ', the old one stays' : ''}`),
    left: having(change => change.action === 'Remove' && isLeft(change)),
    changed: having(change => change.action === 'Modify' && !replaces(change)),
    added: having(change => change.action === 'Add'),
  };
}

const named = ({ logicalId, type, physicalId }: Pick<StackResource, 'logicalId' | 'type'> & { readonly physicalId?: string }) =>
  physicalId === undefined ? `${logicalId} (${type})` : `${logicalId}: ${describeResource({ physicalId, type })}`;

export function describeTakeOver({ stack, compared, deleted, replaced, left, changed, added }: TakeOver): string {
  const list = (label: string, names: readonly string[]) => `  ${label.padEnd(10)}${names.join(', ') || 'nothing'}`;
  if (!compared) {
    return lines(
      `${stack} exists already, and the solution did not make it. Each of its resources that the module's template does not have is deleted or left behind:`,
      ...deleted.map(name => `  ${name}`),
      '  to see which, name the folder of the module on this machine with --folder',
    );
  }
  return lines(
    `${stack} exists already, and the solution did not make it. As the module's stack it would change:`,
    list('deleted:', deleted), list('replaced:', replaced), list('left:', left), list('changed:', changed), list('added:', added),
  );
}

/**
 * Makes an existing stack the module's: gives it, and so its resources, the tags of the solution and of the module. Nothing else changes. Without
 * these tags, Prepare holds the module back, and the role of the pipelines may not update the stack.
 */
export async function tagAsOwn(solution: string, module: string, { stacks }: Pick<TakeOverAccount, 'stacks'>): Promise<void> {
  const name = moduleStackName(solution, module);
  await stacks.tag(name, { [TAGS.solution]: solution, [TAGS.module]: module });
  const after = await settle(stacks, name);
  if (!after || !succeeded(after.status)) fail(`the stack ${name} could not be taken over: ${after ? `${after.status}: ${await reasons(stacks, after)}` : 'it is gone'}`);
}
