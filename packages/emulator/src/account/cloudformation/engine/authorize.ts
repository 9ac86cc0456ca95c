import { randomUUID } from 'crypto';
import { handlerNeeds, type HandlerNeed } from '../../../facts/handled/needs';
import type { Context } from '../../../iam-evaluator';
import type { Account } from '../../account';
import type { Asked } from '../../permissions/asked';
import { keysOfOperation } from '../../permissions/keys';
import { targetOf } from '../../permissions/targets/by-arn';
import { nestedStackName } from '../resources/names';
import { identify } from '../resources/stored';
import { nameIn, segmentsOf, tagsInStacks } from '../tags-in-stacks';
import { runtimeOf } from './runtime';
import { tagMap } from '../../tags';
import { actorOf, type Actor } from '../operations/role';
import type { ExistingResource, ResourceRequest, UpdateRequest } from '../resources/provider';
import type { StackState } from '../state';

type Tags = Readonly<Record<string, string>>;

/** What an operation changes of a resource's tags, and the tags that the resource has before and after. */
interface TagChange {
  readonly before?: Tags;
  readonly after: Tags;
  readonly sent: Tags;
  readonly removed: readonly string[];
}

export const actorOfStack = ({ roleArn, startedBy }: StackState): Actor | undefined => startedBy && actorOf(roleArn, startedBy);

/** Throws if the actor may not do what the handler of the resource's type does. */
export function checkCreation(actor: Actor | undefined, request: ResourceRequest): void {
  if (!actor || !request.account.permissions) return;
  const after = tagMap(request.tags);
  check(actor, request, 'create', expectedId(request), { after, sent: after, removed: [] });
}

/** The physical id that a resource will have, but for its random parts. */
function expectedId(request: ResourceRequest): string {
  if (request.type !== 'AWS::CloudFormation::Stack') return identify(request).physicalId;
  return request.account.arn('cloudformation', `stack/${nestedStackName(request)}/${randomUUID()}`);
}

export function checkUpdate(actor: Actor | undefined, request: UpdateRequest): void {
  if (!actor || !request.account.permissions) return;
  const before = tagMap(request.previousTags);
  const after = tagMap(request.tags);
  // An update sends the tags that changed.
  const sent = Object.fromEntries(Object.entries(after).filter(([key, value]) => before[key] !== value));
  check(actor, request, 'update', request.physicalId, { before, after, sent, removed: Object.keys(before).filter(key => !(key in after)) }, request.previous);
}

export function checkDeletion(actor: Actor | undefined, request: ExistingResource): void {
  if (!actor || !request.account.permissions) return;
  const before = tagMap(request.tags);
  check(actor, request, 'delete', request.physicalId, { before, after: before, sent: {}, removed: [] });
}

function check(actor: Actor, request: ResourceRequest, operation: 'create' | 'update' | 'delete', id: string, tags: TagChange, previous?: object): void {
  const { account, type, properties } = request;
  const place = { partition: account.partition, region: account.region, account: account.accountId };
  const tagged = Object.keys(tags.sent).length + tags.removed.length > 0;
  const needs = isCustom(type) ? customNeeds(properties) : handlerNeeds({ type, id, properties, previous, tagged }, operation, place);
  if (!needs) throw new Error(`the emulator does not know what a resource of type ${type} asks of IAM, so it cannot tell whether its creator may have one`);
  const message = account.permissions!.refuses({ ...actor, requestId: '' }, needs.map(need => asked(request, id, need, tags)));
  if (message === undefined) return;
  const service = type.split('::')[1];
  throw new Error(`Resource handler returned message: "${message} (Service: ${service}, Status Code: 403, Request ID: ${randomUUID()})" `
    + `(RequestToken: ${randomUUID()}, HandlerErrorCode: AccessDenied)`);
}

const isCustom = (type: string) => type.startsWith('Custom::') || type === 'AWS::CloudFormation::CustomResource';

/** A custom resource is a call of its function, or a message to its topic. */
function customNeeds({ ServiceToken }: ResourceRequest['properties']): HandlerNeed[] {
  const resource = String(ServiceToken);
  return [{ action: resource.split(':')[2] === 'sns' ? 'sns:Publish' : 'lambda:InvokeFunction', resource, context: {}, taggable: true }];
}

function asked({ account, type, properties }: ResourceRequest, id: string, need: HandlerNeed, tags: TagChange): Asked {
  const { action, resource, context, taggable } = need;
  const target = targetOf(account, resource);
  // The policy of a key that is being created is the one that it gets.
  const policy = target.policy ?? (type === 'AWS::KMS::Key' && properties.KeyPolicy ? JSON.stringify(properties.KeyPolicy) : undefined);
  const tagged = isOwn(id, resource) ? tagsAt(action, tags) : target.tags ?? tagsInStacks(runtimeOf(account), resource);
  const keys = { ...boundaryOf(account, action, resource), ...context, ...sentWith(action, tags) };
  return { action, target: { ...target, policy, tags: taggable ? tagged : undefined }, context: keys };
}

/** A role that is there is asked about with the boundary that it has. */
function boundaryOf(account: Account, action: string, resource: string): Context {
  const [service, operation] = action.split(':');
  return service === 'iam' && resource.includes(':role/') ? keysOfOperation(account, service, operation, { RoleName: resource.split('/').pop() }) : {};
}

/** Whether an action is asked on the resource itself, rather than on what it belongs to or uses. A collection has the tags of what is created in it. */
const isOwn = (id: string, resource: string) => resource === '*' || resource === id || segmentsOf(resource).includes(nameIn(id)) || isCollection(resource);

const isCollection = (resource: string) => /:apigateway:[^:]*::\/\w+$/.test(resource);

/** What creates a resource meets none yet; what comes after it, one with its tags. */
const tagsAt = (action: string, { before, after }: TagChange) => before ?? (creates(action) ? undefined : after);

const creates = (action: string) => /:(Create|Import|Register|Request|Run|PutParameter$|PutRule$|POST$)/.test(action);

/** Tags are sent with what creates a resource, and with calls about tags. */
function sentWith(action: string, { before, sent, removed }: TagChange): Context {
  if (!(creates(action) && before === undefined) && !/Tag|apigateway:(PUT|PATCH)/.test(action)) return {};
  const keys = [...Object.keys(sent), ...removed];
  return {
    ...Object.fromEntries(Object.entries(sent).map(([key, value]) => [`aws:RequestTag/${key}`, value])),
    ...keys.length ? { 'aws:TagKeys': keys } : {},
  };
}

