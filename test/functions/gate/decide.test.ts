import * as fc from 'fast-check';
import { decide, type DeliveryState, type GateFacts, type Provider } from '../../../src/functions/gate/decide';
import type { RequirementText } from '../../../src/model/requirement';

const provider = fc.record<Provider>({
  known: fc.boolean(),
  delivery: fc.constantFrom<DeliveryState>('running', 'expected', 'absent', 'ended'),
  execution: fc.constant('pipeline x is y'),
  stackStatus: fc.constantFrom(undefined, 'CREATE_COMPLETE', 'UPDATE_IN_PROGRESS', 'UPDATE_ROLLBACK_COMPLETE', 'REVIEW_IN_PROGRESS'),
  isChanging: fc.constant(false),
  produces: fc.constantFrom([], ['Out'], ['Other']),
});

const facts: fc.Arbitrary<GateFacts> = fc.tuple(
  fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd'), fc.tuple(provider, fc.boolean())),
  fc.boolean(),
  fc.constantFrom(undefined, 'CREATE_COMPLETE', 'UPDATE_IN_PROGRESS', 'ROLLBACK_COMPLETE', 'DELETE_FAILED'),
).map(([providers, inDirectory, stackStatus]) => {
  const names = Object.keys(providers).sort();
  const outputOf = (name: string): RequirementText => `${name}/Out`;
  return {
    solution: 's',
    module: 'm',
    inDirectory,
    stackStatus,
    contract: { schema: 1, name: 'm', version: '1', produces: [], consumes: names.map(outputOf) },
    dropped: [],
    consumption: new Map([['m', names]]),
    providers: new Map(names.map(name => [name, providers[name][0]])),
    missing: new Set(names.filter(name => providers[name][1]).map(outputOf)),
  };
});

test('a module passes exactly if it is listed, and everything that it requires exists and is not being changed', () => {
  fc.assert(fc.property(facts, found => {
    const moving = (status?: string) => status === 'UPDATE_IN_PROGRESS';
    const free = found.inDirectory && !found.missing.size && [undefined, 'CREATE_COMPLETE'].includes(found.stackStatus)
      && [...found.providers.values()].every(({ known, stackStatus }) => known && !moving(stackStatus));

    expect(decide(found).kind === 'pass').toBe(free);
  }));
});

test('it waits only while something can still change without intervention', () => {
  fc.assert(fc.property(facts, found => {
    if (decide(found).kind !== 'wait') return;
    const open = [...found.providers.values()].some(({ delivery, stackStatus }) => ['running', 'expected'].includes(delivery) || stackStatus === 'UPDATE_IN_PROGRESS');

    expect(open || found.stackStatus === 'UPDATE_IN_PROGRESS').toBe(true);
  }));
});

test('every module that does not pass has a reason', () => {
  fc.assert(fc.property(facts, found => expect(decide(found).message).toMatch(/\w+/)));
});
