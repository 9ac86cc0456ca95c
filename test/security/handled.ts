import { type Deployed, SOLUTION } from './reference';
import { type Request, roleOf } from './request';
import { needsOf, type Operation, type Resource } from './resources';
import { observe } from '@cv-insync/emulator';

/** A resource, with the role that CloudFormation handles it with. */
export interface Handled {
  readonly role: string;
  readonly resource: Resource;
}

export const OPERATIONS: readonly Operation[] = ['create', 'update', 'delete'];

/** Every resource of every stack. The first deployment of the core is its administrator's, later ones are the role's. */
export function handledIn({ account }: Pick<Deployed, 'account'>): Handled[] {
  return observe(account).stacks().flatMap(({ id, name, roleArn, events, tags }) => events
    .filter(({ physicalId, status }) => physicalId !== id && status === 'CREATE_COMPLETE')
    .map(({ type, physicalId, properties = {} }) => {
      const own = Array.isArray(properties.Tags) ? properties.Tags as { Key: string; Value: string }[] : [];
      const role = roleOf(roleArn ?? '') ?? (name === `${SOLUTION}-core` ? `${SOLUTION}-core-deploy` : undefined);
      return role === undefined || type.startsWith('AWS::CDK::') ? [] : [{ role, resource: { type, id: physicalId, properties, tags: [...tags, ...own] } }];
    }).flat());
}

/** What the handlers of resources ask, as CloudFormation's registry schemas say. */
export const requestsOfHandlers = (handled: readonly Handled[]): Request[] =>
  handled.flatMap(({ role, resource }) => OPERATIONS.flatMap(operation => needsOf(resource, operation).map((need): Request => ({ role, ...need }))));
