import { memoryStore } from './memory-store';
import { consumersOf, consumptionOf, dependenceOf, listModules, readModules, readProviders } from '../../src/registry/module-records';

const contract = (name: string, produces: string[], consumes: string[]) => JSON.stringify({ schema: 1, name, version: '1', produces, consumes });

const store = () => memoryStore({
  '/s/modules/fleet/contract': contract('fleet', ['TripTableName'], []),
  '/s/modules/fleet/outputs/TripTableName': 'trips',
  '/s/modules/dtc/contract': contract('dtc', ['TableName'], ['fleet/TripTableName']),
  '/s/modules/dtc/gated': JSON.stringify({ consumes: ['fleet/TripTableName', 'notifications/FunctionName'] }),
  '/s/modules/api/gated': JSON.stringify({ consumes: ['dtc/TableName'] }),
  '/s/modules/odd/contract': 'not JSON',
  '/s/modules/odd/gated': JSON.stringify({ consumes: { fleet: 'TripTableName' } }),
});

test('a module requires what its contract reads and what its gate recorded', async () => {
  const records = await listModules(store(), 's');

  expect(records.get('dtc')).toEqual({ produces: ['TableName'], consumes: ['fleet/TripTableName'], requires: ['fleet/TripTableName', 'notifications/FunctionName'] });
  expect(records.get('api')).toEqual({ produces: [], consumes: [], requires: ['dtc/TableName'] });
});

test('an unreadable contract requires nothing', async () => {
  expect((await listModules(store(), 's')).get('odd')).toEqual({ produces: [], consumes: [], requires: [] });
});

test('named modules are read without listing others', async () => {
  const memory = store();

  expect([...(await readModules(memory, 's', ['fleet', 'unknown'])).keys()]).toEqual(['fleet']);
  expect(memory.calls.list).toBe(0);
});

test('producers are followed transitively, each read once', async () => {
  const memory = store();

  const records = await readProviders(memory, 's', ['api']);

  expect([...records.keys()].sort()).toEqual(['api', 'dtc', 'fleet']);
  expect(memory.calls.read).toBe(3);
});

test('following producers ends at a cycle', async () => {
  const memory = memoryStore({ '/s/modules/a/gated': '{"consumes":["b/X"]}', '/s/modules/b/gated': '{"consumes":["a/X"]}' });

  expect(consumptionOf(await readProviders(memory, 's', ['a']))).toEqual(new Map([['a', ['b']], ['b', ['a']]]));
});

test('a module may not lose what it requires and is produced, and loses nothing that nobody produces', async () => {
  expect(dependenceOf(await listModules(store(), 's'))).toEqual(new Map([['fleet', []], ['dtc', ['fleet']], ['api', ['dtc']], ['odd', []]]));
});

test('consumers are returned with the outputs that they require, and a module is not its own consumer', async () => {
  const memory = store();
  await memory.write('/s/modules/dtc/gated', JSON.stringify({ consumes: ['dtc/TableName'] }));
  const records = await listModules(memory, 's');

  expect(consumersOf(records, 'fleet')).toEqual(new Map([['dtc', ['fleet/TripTableName']]]));
  expect(consumersOf(records, 'dtc')).toEqual(new Map([['api', ['dtc/TableName']]]));
});

test('anything but module/Output is ignored, because a module can write anything into its contract', async () => {
  const memory = memoryStore({
    '/s/modules/dtc/contract': contract('dtc', [], ['fleet', 'fleet/a/b', '../core', 'fleet/Trips']),
    '/s/modules/dtc/gated': JSON.stringify({ consumes: [['fleet/Owners'], 'Fleet/Owners'] }),
  });

  expect((await listModules(memory, 's')).get('dtc')).toEqual({ produces: [], consumes: ['fleet/Trips'], requires: ['fleet/Trips'] });
});
