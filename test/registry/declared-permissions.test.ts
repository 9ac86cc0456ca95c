import { declaredPermissions } from '../../src/registry/declared-permissions';

const contract = (name: string, permissions?: unknown) => JSON.stringify({ schema: 1, name, version: '1.0.0', produces: [], consumes: [], permissions });
const PUBLISH = [{ actions: ['iot:Publish'], resources: ['*'] }];

test('contracts of deployed modules say what they need; malformed ones, and other parameters, say nothing', () => {
  expect(declaredPermissions([
    { name: '/s/modules/a/contract', value: contract('a', PUBLISH) },
    { name: '/s/modules/b/contract', value: contract('b') },
    { name: '/s/modules/c/contract', value: '{' },
    { name: '/s/modules/d/contract', value: contract('d', [{ actions: ['iot:Publish\u0007'], resources: ['*'] }]) },
    { name: '/s/modules/e/outputs/contract', value: contract('e', PUBLISH) },
    { name: '/s/modules/f/gated', value: contract('f', PUBLISH) },
  ], 's')).toEqual(new Map([['a', PUBLISH]]));
});
