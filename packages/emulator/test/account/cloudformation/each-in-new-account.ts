import { Stacks } from './testing';

export const Tags = [{ Key: 'k', Value: 'v' }];

/** A template with one resource, `R`. */
export const resource = (Type: string, Properties: object = {}, more: object = {}) => ({ Resources: { R: { Type, Properties, ...more } } });

/** Stacks in a new account for each test of a file, and calls of other services in it. No call may be of an operation that the account does not know. */
export function eachInNewAccount() {
  const current: { stacks: Stacks } = { stacks: undefined as unknown as Stacks };
  beforeEach(() => { current.stacks = new Stacks(); });
  afterEach(() => expect(current.stacks.account.unknownOperations).toEqual([]));
  const read = (service: string, operation: string, input: object = {}) => current.stacks.account.call(service, operation, input);
  const gone = (service: string, operation: string, input: object = {}) => expect(read(service, operation, input)).rejects.toBeDefined();
  return { current, read, gone };
}
