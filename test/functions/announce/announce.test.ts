import { announce } from '../../../src/functions/announce/announce';
import { listParameters } from '../../registry/memory-store';
import { contract, type FakePipeline, type Setting, world } from '../world';

const TRIPS = '/s/modules/fleet/outputs/Trips';
const deployed = (value: string) => ({ status: 'CREATE_COMPLETE', resolved: new Map([[TRIPS, value]]) });
const succeeded: FakePipeline = { status: 'Succeeded', stages: { Gate: {}, Deploy: {} } };

const setting = (changes: Setting = {}): Setting => ({
  core: changes.core ?? ['fleet'],
  parameters: {
    '/s/modules/fleet/contract': JSON.stringify(contract('fleet', ['Trips', 'Owners'])),
    [TRIPS]: 'trips-2',
    '/s/modules/fleet/outputs/Owners': 'owners',
    ...listParameters('s', 'dtc'),
    '/s/directory/self/api': '{}',
    '/s/modules/dtc/gated': '{"consumes":["fleet/Trips"]}',
    '/s/modules/api/gated': '{"consumes":["fleet/Owners"]}',
    ...changes.parameters,
  },
  modified: changes.modified,
  stacks: { 's-dtc': deployed('trips-1'), ...changes.stacks },
  pipelines: { 'core.s': succeeded, 'modules.s': succeeded, 'dtc.s': succeeded, 'api.s': succeeded, 'dtc.other': succeeded, ...changes.pipelines },
});
const ask = async (changes: Setting = {}, producers: string[] | undefined = ['fleet']) => {
  const around = world(setting(changes));
  return { answer: await announce(around, producers), started: around.started, calls: around.store.calls };
};

test('only the consumers that were deployed with another value are started', async () => {
  const { answer, started } = await ask();

  expect(started).toEqual([['dtc.s', expect.stringMatching(/^announce--fleet--Trips--[0-9a-f]{16}$/)]]);
  expect(answer).toEqual({ message: 'started dtc (fleet/Trips)' });
});

test('an equal value starts no module', async () => {
  expect(await ask({ stacks: { 's-dtc': deployed('trips-2') } })).toEqual(expect.objectContaining({ started: [] }));
});

test('during the set-up no module is started: consumers have no pipeline yet, or have not reached their deployment', async () => {
  expect((await ask({ pipelines: { 'dtc.s': undefined } })).started).toEqual([]);
  expect((await ask({ pipelines: { 'dtc.s': { status: 'InProgress', stages: { Gate: { status: 'InProgress' } } } }, stacks: { 's-dtc': undefined as never } })).started).toEqual([]);
});

test('a consumer that has not reached its deployment reads the new value itself', async () => {
  const before = { status: 'InProgress', id: '2', stages: { Deploy: { execution: '1' } } };

  expect((await ask({ pipelines: { 'dtc.s': before } })).started).toEqual([]);
});

test('a consumer that is being deployed with the old value is started again', async () => {
  expect((await ask({ pipelines: { 'dtc.s': { status: 'InProgress', stages: { Deploy: { status: 'InProgress' } } } } })).started).toHaveLength(1);
});

test('a consumer whose gate would refuse it, because it or another producer was removed from the directory, is not started', async () => {
  expect((await ask({ parameters: { '/s/directory/operator/dtc': '{"removed":true}' } })).started).toEqual([]);
  expect((await ask({ parameters: { '/s/modules/dtc/gated': '{"consumes":["fleet/Trips","poi/Out"]}' } })).started).toEqual([]);
});

test('a consumer that failed with the new value is not started again until the value changes', async () => {
  const at = (time: string, status = 'Failed') => ask({
    modified: { [TRIPS]: new Date('2026-01-01T12:00:00Z') },
    pipelines: { 'dtc.s': { status, started: new Date(time), stages: { Build: { status, message: 'its tests failed' } } } },
  });

  expect((await at('2026-01-01T12:00:05Z')).started).toEqual([]);
  expect((await at('2026-01-01T12:00:05Z', 'Stopped')).started).toEqual([]);
  expect((await at('2026-01-01T11:59:55Z')).started).toHaveLength(1);
  expect((await at('2026-01-01T12:00:05Z', 'Succeeded')).started).toHaveLength(1);
});

describe('a consumer whose gate failed', () => {
  const failed = (message: string): FakePipeline => ({ status: 'Failed', stages: { Gate: { status: 'Failed', message } } });
  const at = (message: string, parameters = {}) => ask({ parameters, stacks: { 's-dtc': undefined as never }, pipelines: { 'dtc.s': failed(message) } });

  test('waiting for one of these outputs is started', async () => {
    expect((await at('waiting for fleet/Trips, which is missing')).started).toEqual([['dtc.s', expect.stringContaining('announce--fleet--Trips--')]]);
  });

  test('after its approval, in Deploy, is started alike', async () => {
    const approved: FakePipeline = { status: 'Failed', stages: { Gate: { status: 'Succeeded' }, Deploy: { status: 'Failed', message: 'waiting for fleet/Trips, which is missing' } } };

    expect((await ask({ stacks: { 's-dtc': undefined as never }, pipelines: { 'dtc.s': approved } })).started).toHaveLength(1);
  });

  test('for another reason is not', async () => {
    expect((await at('dtc no longer produces Table')).started).toEqual([]);
  });

  test('is not while the directory does not list a producer, because its gate would fail again', async () => {
    const both = { '/s/modules/dtc/gated': '{"consumes":["fleet/Trips","poi/Out"]}', '/s/modules/poi/outputs/Out': 'x' };

    expect((await at('waiting for poi/Out, but poi is', both)).started).toEqual([]);
    expect((await at('waiting for poi/Out, but poi is', { ...both, '/s/directory/self/poi': '{}' })).started).toHaveLength(1);
  });

  test('is not while another output is missing, although a value changed that it was deployed with', async () => {
    const parameters = { '/s/modules/dtc/gated': '{"consumes":["fleet/Trips","poi/Out"]}', '/s/directory/self/poi': '{}' };
    const waiting = failed('waiting for poi/Out, which poi does not produce');

    expect((await ask({ parameters, pipelines: { 'dtc.s': waiting } })).started).toEqual([]);
    expect((await ask({ parameters: { ...parameters, '/s/modules/poi/outputs/Out': 'x' }, pipelines: { 'dtc.s': waiting } })).started).toHaveLength(1);
  });

  test('is not while another output is missing', async () => {
    expect((await at('waiting for fleet/Trips', { '/s/modules/dtc/gated': '{"consumes":["fleet/Trips","poi/Out"]}' })).started).toEqual([]);
  });
});

test('the same state of a consumer gives the same token, and another value another token', async () => {
  const token = async (changes: Setting) => (await ask(changes)).started[0][1];

  expect(await token({})).toBe(await token({}));
  expect(await token({ parameters: { [TRIPS]: 'trips-3' } })).not.toBe(await token({}));
  expect(await token({ pipelines: { 'dtc.s': { ...succeeded, id: '2' } } })).not.toBe(await token({}));
});

test('for a module that produces nothing, no other module is read', async () => {
  const { answer, calls } = await ask({}, ['poi']);

  expect(answer.message).toContain('it produces no outputs');
  expect(calls).toEqual({ list: 0, read: 1 });
});

test('without given producers, all consumers are checked', async () => {
  const around = world(setting());

  expect((await announce(around)).message).toBe('started dtc (fleet/Trips)');
});

describe('an output that changes with every deployment', () => {
  const startedBy = 'arn:aws:sts::111122223333:assumed-role/s-core-functions/s-core-announce';
  const looping = (starts: number, core: string[] = []): Setting => ({
    core, parameters: listParameters('s', 'dtc', 'fleet'), pipelines: { 'fleet.s': succeeded, 'dtc.s': { ...succeeded, startedBy, starts } },
  });

  test('starts its consumer a few times within an hour, then fails and says why', async () => {
    expect((await ask(looping(11))).started).toHaveLength(1);

    const { answer, started } = await ask(looping(12));
    expect(started).toEqual([]);
    expect(answer).toEqual({ failed: true, message: expect.stringContaining('not started: dtc (fleet/Trips): started 12 times within an hour already') });
  });

  test('fails nothing in the core pipeline, where Ensure follows for the sake of all modules', async () => {
    const { answer, started } = await ask(looping(12, ['fleet']));

    expect(started).toEqual([]);
    expect(answer).toEqual({ message: expect.stringContaining('not started: dtc (fleet/Trips)') });
  });

  test('never starts its own module', async () => {
    const own = { '/s/modules/dtc/contract': JSON.stringify(contract('dtc', ['Trips'])), '/s/modules/dtc/gated': '{"consumes":["dtc/Trips"]}', '/s/modules/dtc/outputs/Trips': '2' };
    expect((await ask({ parameters: own, stacks: { 's-dtc': { status: 'CREATE_COMPLETE', resolved: new Map([['/s/modules/dtc/outputs/Trips', '1']]) } } }, ['dtc'])).started).toEqual([]);
  });
});
