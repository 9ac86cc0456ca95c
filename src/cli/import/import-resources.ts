import { rightsToImport } from './import-rights';
import { importTemplate, parseWanted } from './import-template';
import type { Entry, PermittedStatement } from '../../model/entry';
import { canonicalJson } from '../../model/json';
import { deliveryStackName, entryPath, moduleStackName, TAGS } from '../../model/names';
import { formatPermission } from '../../model/permissions-text';
import { isAtRest, succeeded } from '../../model/stack-status';
import { PERMITTED } from '../../pipelines/delivery/parameters';
import type { ChangeSet, ChangeSets, ResourceToImport } from '../aws/change-sets';
import { reasons, settle } from '../aws/settle';
import type { DeployedStack } from '../aws/stacks';
import type { ModuleTemplate } from '../bundle/module-template';
import { claimsFor, effectiveEntry } from '../solution/claims';
import { mergeEntry } from '../solution/entry-change';
import type { OperatorAccount } from '../solution/operator-account';
import { viewSolution } from '../solution/view';
import { fail, Failure, usageError } from '../terminal/failure';

export interface ImportAccount extends OperatorAccount {
  readonly changeSets: ChangeSets;
}

export interface ImportRequest {
  readonly solution: string;
  readonly module: string;
  /** `Logical=identifier`. */
  readonly resources: readonly string[];
  readonly reason?: string;
  /** Loads the module's template with the values of its entry. */
  readonly template: (parameters: Readonly<Record<string, string>>) => ModuleTemplate;
  /** Asks; fails unless the answer is yes. */
  readonly confirm: (what: string) => Promise<void>;
}

export interface Imported {
  /** `waiting`: the deploy role has to get permissions first. */
  readonly outcome: 'imported' | 'waiting';
  readonly stack: string;
  readonly resources: readonly ResourceToImport[];
  /** What the module's deploy role needs for resources whose names are not the module's. */
  readonly permissions?: PermittedStatement;
  readonly notes: readonly string[];
}

/** Brings existing resources into a module's stack, once its deploy role may handle them. */
export async function importResources(request: ImportRequest, account: ImportAccount): Promise<Imported> {
  const { solution, module, reason, confirm } = request;
  const view = await viewSolution(solution, account);
  const entry = effectiveEntry(claimsFor(view.records, module));
  const name = moduleStackName(solution, module);
  const stack = view.stacks.get(name);
  if (stack && !isAtRest(stack.status)) fail(`the stack ${name} is in ${stack.status}; run this again when that has ended`);
  if (stack && stack.tags[TAGS.solution] !== solution) fail(`the stack ${name} is not one of the solution ${solution}: take it over first (cv-insync add ${module} --take-over)`);

  const wanted = request.resources.map(text => parseWanted(text) ?? usageError(`--resource: found "${text}", expected Logical=identifier, such as Trips=trips-prod`));
  const template = request.template(entry?.parameters ?? {});
  const proposed = importTemplate(template, wanted, stack && { template: await account.stacks.template(name), parameters: stack.parameters });
  if (proposed.problems.length) throw new Failure(proposed.problems);
  const keys = await account.changeSets.identifiers(JSON.stringify({ Resources: proposed.resources }));
  const resources = wanted.map(({ logicalId, identifier }): ResourceToImport => {
    const { Type: type, Properties = {} } = proposed.resources[logicalId];
    const properties = keys.get(type) ?? [];
    if (properties.length !== identifier.length) usageError(`--resource: ${logicalId} is an ${type}, which is identified by ${properties.join('|') || 'nothing'}`);
    const named = Object.fromEntries(properties.map((property, index) => [property, identifier[index]]));
    const other = properties.find(property => Properties[property] !== undefined && Properties[property] !== named[property]);
    if (other) fail(`${logicalId}: the module's template gives it another ${other}, so the next delivery would replace it by a new one; write ${other}: ${named[other]} in the template`);
    return { logicalId, type, identifier: named };
  });

  const permissions = neededPermissions(request, entry, view.stacks.values(), resources, proposed.resources);
  const what = resources.map(({ logicalId, type, identifier }) => `${Object.values(identifier).join('|')} (${type}) as ${logicalId}`).join(', ');
  if (permissions && entry) return grant({ ...request, entry, permissions, resources, name, what }, account);
  if (entry && !isGranted(entry, view.stacks.get(deliveryStackName(solution, module)))) {
    return { outcome: 'waiting', stack: name, resources, notes: [`the delivery of ${module} does not have the permissions of its entry yet; run this again when its pipelines have ended`] };
  }
  await confirm(`import ${what} into the stack ${name}`);
  const changeSet = await account.changeSets.propose({
    type: 'IMPORT',
    name,
    template: proposed.text,
    imports: resources,
    description: reason,
    parameters: stack?.parameters ?? {},
    ...stack ? {} : { tags: template.tags },
  });
  await execute(account, changeSet, name, stack === undefined);
  return {
    outcome: 'imported',
    stack: name,
    resources,
    notes: permissions ? [`${module} is not listed yet; add it with --permission ${permissions.actions.join(',')}=${permissions.resources.join(',')}`] : [],
    ...permissions && { permissions },
  };
}

type Resources = Parameters<typeof rightsToImport>[2];

function neededPermissions(
  { solution, module }: ImportRequest, entry: Entry | undefined, stacks: Iterable<{ readonly id: string }>, resources: readonly ResourceToImport[],
  definitions: Resources,
) {
  const [, , , region, account] = [...stacks][0].id.split(':');
  return rightsToImport({ solution, module, granted: entry?.permissions ?? [], account, region }, resources, definitions);
}

interface Grant extends Omit<ImportRequest, 'resources'> {
  readonly entry: Entry;
  readonly permissions: PermittedStatement;
  readonly resources: readonly ResourceToImport[];
  readonly name: string;
  readonly what: string;
}

/** Adds the permissions to the operator's entry. The pipelines give them to the deploy role, which CloudFormation imports with. */
async function grant({ solution, module, entry, permissions, resources, name, what, confirm }: Grant, { store }: ImportAccount): Promise<Imported> {
  await confirm(`permit ${module}, whose names these are not, ${formatPermission(permissions)}, to import ${what}`);
  const permission = [...entry.permissions ?? [], permissions].map(({ actions, resources: on }) => `${actions.join(',')}=${on.join(',')}`);
  await store.write(entryPath(solution, 'operator', module), canonicalJson(mergeEntry(module, { permission }, entry)));
  return {
    outcome: 'waiting',
    stack: name,
    resources,
    permissions,
    notes: [`${module} is permitted ${formatPermission(permissions)}; run this again when the pipelines have given that to its deploy role`],
  };
}

/** Whether the delivery that is deployed has the permissions of the entry. Without a delivery, CloudFormation imports with the caller's rights. */
function isGranted({ permissions = [] }: Entry, delivery: Pick<DeployedStack, 'status' | 'parameters'> | undefined): boolean {
  if (!delivery) return true;
  const has = (parameter: string, values: readonly string[] = []) => (delivery.parameters[parameter] ?? '') === values.join(',');
  return succeeded(delivery.status) && PERMITTED.every(({ actions, resources }, index) =>
    has(actions, permissions[index]?.actions) && has(resources, permissions[index]?.resources));
}

async function execute({ changeSets, stacks }: ImportAccount, changeSet: ChangeSet, name: string, isNew: boolean): Promise<void> {
  if (changeSet.problem) {
    await changeSets.discard(changeSet, isNew);
    fail(`nothing was imported: ${changeSet.problem}`);
  }
  await changeSets.execute(changeSet);
  const after = await settle(stacks, name);
  if (after?.status !== 'IMPORT_COMPLETE') fail(`nothing was imported, and nothing was changed: the stack ${name} is ${after ? `${after.status}: ${await reasons(stacks, after)}` : 'gone'}`);
}
