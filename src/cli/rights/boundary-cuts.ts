import type { Asked } from './asked';
import { unneededOf } from './cdk-grants';
import { commonResource } from './intersection';
import { ACCOUNT, boundaryPolicy, type Granted } from './role-policy';
import { moduleStackName, TAGS } from '../../model/names';
import { namePrefix } from '../../model/resource-names';
import { actionFact, actionsOfService, resourceTypeFacts } from '@cv-insync/emulator/facts';
import { type Context, evaluate, type PolicyDocument, type Statement } from '@cv-insync/emulator/iam';

/** The permissions boundary of a module's roles. */
export interface ModuleBoundary {
  readonly solution: string;
  readonly module: string;
  readonly document: PolicyDocument;
}

/** An action that a policy allows on a resource, and the boundary does not. */
export interface Cut {
  readonly action: string;
  readonly resource: string;
}

/** @param template the template of the module's delivery */
export function moduleBoundary(template: unknown, solution: string, module: string, granted: readonly Granted[] = []): ModuleBoundary {
  const parameters = { Solution: solution, Module: module, KeyArn: `arn:aws:kms:*:${ACCOUNT}:key/of-the-solution` };
  return { solution, module, document: boundaryPolicy(template, parameters, granted) };
}

/**
 * What the boundary leaves nothing of, by action and resource. A pattern of actions counts if it leaves none that writes, or none at all of
 * those that only read. What the CDK's grants contain beside what code calls does not count.
 */
export function cutBy(boundary: ModuleBoundary, asked: Asked): Cut[] {
  if (asked.managed !== undefined) return cutOfManaged(boundary, asked);
  const unneeded = unneededOf(asked.actions);
  return asked.actions.filter(action => !unneeded.has(action)).flatMap(action => asked.resources
    .filter(resource => isCut(boundary, action, resource, asked.resources.length > 1))
    .map(resource => ({ action, resource })));
}

/** Policies of AWS are for many uses: they count where nothing of a service is left. */
function cutOfManaged(boundary: ModuleBoundary, { actions, resources }: Asked): Cut[] {
  const services = [...new Set(actions.map(serviceOf))];
  return services.flatMap(service => {
    const own = actions.filter(action => serviceOf(action) === service);
    return resources.filter(resource => own.every(action => isCut(boundary, action, resource, false)))
      .flatMap(resource => own.map(action => ({ action, resource })));
  });
}

const serviceOf = (action: string) => action.split(':')[0];

/** @param hasOthers whether its statement names other resources: it names each action on all of them, also on those that the action does not know */
function isCut(boundary: ModuleBoundary, pattern: string, resource: string, hasOthers: boolean): boolean {
  const actions = expanded(pattern).filter(action => isAskedOn(action, resource, hasOthers));
  const writing = actions.filter(action => !['List', 'Read'].includes(actionFact(action)?.level ?? ''));
  const decisive = writing.length ? writing : actions;
  return decisive.length > 0 && !decisive.some(action => leaves(boundary, action, resource));
}

/** The actions of a pattern, as the Service Authorization Reference has them; of `*` none, as nobody knows which are meant. */
function expanded(pattern: string): string[] {
  const [service, name] = pattern.split(':');
  if (service === '*' || service === '') return [];
  if (!/[*?]/.test(name)) return [actionFact(pattern)?.action ?? pattern];
  const matches = new RegExp(`^${name.replace(/[.+^$()|[\]\\{}]/g, '\\$&').replace(/\*/g, '.*').replace(/\?/g, '.')}$`, 'i');
  return actionsOfService(service.toLowerCase()).filter(each => matches.test(each)).map(each => `${service.toLowerCase()}:${each}`);
}

/** Whether the action can be limited to such a resource. One that knows no resources is asked on all of them, and allowed by nothing narrower. */
function isAskedOn(action: string, resource: string, hasOthers: boolean): boolean {
  const formats = formatsOf(action);
  if (actionFact(action)?.resourceTypes.length === 0) return resource === '*';
  return !hasOthers || !formats.length || formats.some(format => commonResource(format, resource) !== undefined);
}

/** The ARNs of what an action can be limited to, as patterns. */
function formatsOf(action: string): string[] {
  const fact = actionFact(action);
  return fact ? [...new Set(resourceTypeFacts(serviceOf(action), fact).map(({ arn }) => arn.replace(/\$\{\w+\}/g, '*')))] : [];
}

/** Whether the boundary leaves an action on anything that a pattern names. */
function leaves({ solution, module, document }: ModuleBoundary, action: string, pattern: string): boolean {
  const statements = [document.Statement].flat() as readonly Statement[];
  const limits = statements.filter(({ Effect }) => Effect === 'Allow').flatMap(({ Resource = [] }) => Resource);
  const examples = [commonResource(pattern, '*'), ...limits.map(limit => commonResource(limit, pattern))].filter(text => text !== undefined);
  const context: Context = { [`aws:ResourceTag/${TAGS.solution}`]: solution };
  const principal = `arn:aws:sts::${ACCOUNT}:assumed-role/${moduleStackName(solution, module)}-Role/session`;
  const policies = { identity: [EVERYTHING], boundary: document, resource: TRUSTING };
  return examples.some(resource => evaluate({ principal, action, resource, resourceAccount: ACCOUNT, context }, policies).allowed);
}

const EVERYTHING: PolicyDocument = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] };

/** Of keys and roles: it leaves the decision to the policies of the account. */
const TRUSTING: PolicyDocument = {
  Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` }, Action: ['kms:*', 'sts:AssumeRole'], Resource: '*' }],
};

/**
 * The permissions that leave these, for a module's entry: as narrow as the policies, or as what the actions can be limited to. Regions and accounts
 * are left open, as the module's code does not know them.
 */
export function permissionsFor({ solution, module }: ModuleBoundary, cuts: readonly Cut[]): Granted[] {
  const prefix = namePrefix(solution, module);
  const resourceOf = ({ action, resource }: Cut) => {
    const formats = resource === '*' && !/[*?]/.test(action) ? formatsOf(action) : [];
    return formats.length === 1 ? formats[0] : resource.replace(/^arn:aws:/, 'arn:*:');
  };
  const open = (resource: string) => resource.replace(/^(arn:[^:]*:[^:]*:)([^:]*):([^:]*):/, (_, start: string, region: string, account: string) =>
    `${start}${region && '*'}:${account && '*'}:`).replace(new RegExp(`${prefix}[^/]*\\*$`), `${prefix}*`);
  const byAction = new Map<string, Set<string>>();
  for (const cut of cuts) byAction.set(cut.action, (byAction.get(cut.action) ?? new Set()).add(open(resourceOf(cut))));
  // Actions on the same resources are one statement.
  const byResources = new Map<string, string[]>();
  for (const [action, resources] of byAction) {
    const key = [...resources].sort().join(' ');
    byResources.set(key, [...byResources.get(key) ?? [], action]);
  }
  return [...byResources].map(([resources, actions]) => ({ actions: actions.sort(), resources: resources.split(' ') }));
}
