import * as fc from 'fast-check';
import type { StageProgress } from '../../../src/functions/aws/pipelines';
import { gate } from '../../../src/functions/gate/gate';
import { listParameters } from '../../registry/memory-store';
import { contract, type FakePipeline, type Setting, world } from '../world';

const ENTRY = { ...listParameters('s', 'dtc'), '/s/directory/self/notifications': '{}' };
const FLEET = { '/s/modules/fleet/contract': JSON.stringify(contract('fleet', ['Trips'])), '/s/modules/fleet/outputs/Trips': 'trips' };
const NOTIFICATIONS = {
  '/s/modules/notifications/contract': JSON.stringify(contract('notifications', ['Function'])),
  '/s/modules/notifications/outputs/Function': 'notify',
};
const dtc = contract('dtc', ['Table'], ['fleet/Trips', 'notifications/Function']);

const setting = (changes: Setting = {}): Setting => ({
  core: ['fleet'],
  ...changes,
  parameters: { ...ENTRY, ...FLEET, ...changes.parameters },
  stacks: { 's-fleet': 'CREATE_COMPLETE', ...changes.stacks },
  pipelines: { 'core.s': { status: 'Succeeded' }, 'modules.s': { status: 'Succeeded' }, 'dtc.s': { status: 'InProgress' }, ...changes.pipelines },
});
const ask = async (changes: Setting = {}, artifact = dtc, since = 0, now = 1) => {
  const around = world(setting(changes));
  return { around, answer: await gate(around, 'dtc', artifact, since, now) };
};

describe('a version is refused, and nothing is recorded for it,', () => {
  test.each<[string, Setting, typeof dtc, RegExp]>([
    ['if the operator removed the module', { parameters: { '/s/directory/operator/dtc': '{"removed":true}' } }, dtc, /dtc is not in the directory/],
    ['if it would wait for itself', { parameters: { '/s/modules/notifications/gated': '{"consumes":["dtc/Table"]}' } }, dtc, /dtc -> notifications -> dtc/],
    ['if it reads from itself', {}, contract('dtc', ['Table'], ['dtc/Table']), /dtc -> dtc/],
    ['if it drops what another module requires', {
      parameters: {
        '/s/modules/dtc/contract': JSON.stringify(contract('dtc', ['Old', 'Table'])), '/s/modules/api/gated': '{"consumes":["dtc/Old"]}', '/s/modules/dtc/outputs/Old': 'old',
      },
    }, dtc, /no longer produces Old \(required by api\)/],
  ])('%s', async (_, changes, artifact, message) => {
    const { around, answer } = await ask(changes, artifact as typeof dtc);

    expect(answer.failed).toBe(true);
    expect(answer.message).toMatch(message);
    expect(around.store.values.has('/s/modules/dtc/gated')).toBe(false);
  });
});

describe('an output of the contract that a condition leaves out', () => {
  const leaving = async (more: Record<string, string>) => {
    const around = { ...world(setting({ parameters: { ...NOTIFICATIONS, '/s/modules/dtc/contract': JSON.stringify(dtc), '/s/modules/api/gated': '{"consumes":["dtc/Table"]}', ...more } })), leftOut: () => new Map([['Table', 'HasTable']]) };
    return { around, answer: await gate(around, 'dtc', dtc, 0, 1) };
  };

  test('cannot be dropped while a module requires it', async () => {
    const { around, answer } = await leaving({ '/s/modules/dtc/outputs/Table': 'table' });

    expect(answer).toEqual({ failed: true, message: 'dtc no longer produces Table under its condition HasTable (required by api); keep producing it until no module requires it' });
    expect(around.store.values.has('/s/modules/dtc/gated')).toBe(false);
  });

  test('is not recorded as produced, and may stay left out although a module waits for it', async () => {
    const { around, answer } = await leaving({});

    expect(answer).toEqual({ message: 'available: fleet/Trips, notifications/Function' });
    expect(JSON.parse(around.store.values.get('/s/modules/dtc/gated')!).produces).toEqual([]);
  });
});

test('an output that no module requires may be dropped, and all modules are read only if an output is dropped', async () => {
  const { around, answer } = await ask({
    parameters: {
      ...NOTIFICATIONS, '/s/modules/dtc/outputs/Old': 'old', '/s/modules/dtc/contract': JSON.stringify(contract('dtc', ['Old', 'Table'])), '/s/modules/dtc/gated': JSON.stringify({ produces: dtc.produces, consumes: dtc.consumes }),
    },
  });

  expect(answer).toEqual({ message: 'available: fleet/Trips, notifications/Function' });
  expect(around.store.calls.list).toBe(1);
});

test('it passes as soon as every output exists and no operation on the producer\'s stack is in progress, although its pipeline still runs', async () => {
  const { around, answer } = await ask({ parameters: NOTIFICATIONS, pipelines: { 'notifications.s': { status: 'InProgress' } } });

  expect(answer.failed).toBeUndefined();
  expect(answer.token).toBeUndefined();
  expect(around.store.calls.list).toBe(0);
  expect(around.store.values.get('/s/modules/dtc/gated')).toBe('{"produces":["Table"],"consumes":["fleet/Trips","notifications/Function"]}');
});

describe('it waits', () => {
  test.each<[string, Setting, RegExp]>([
    ['while the pipeline of a producer runs', { pipelines: { 'notifications.s': { status: 'InProgress' } } }, /notifications\/Function \(pipeline notifications.s is InProgress\)/],
    ['while the pipeline of a producer was created just now', { pipelines: { 'notifications.s': undefined } }, /pipeline notifications.s is InProgress/],
    ['while the delivery of a producer has not been placed', { pipelines: { 'modules.s': { status: 'InProgress' } } }, /notifications.s does not exist yet/],
    ['while the core pipeline may still place it', { pipelines: { 'core.s': { status: 'InProgress' } } }, /notifications.s does not exist yet/],
    ['while the stack of a producer changes, although the output exists', { parameters: NOTIFICATIONS, stacks: { 's-notifications': 'UPDATE_IN_PROGRESS' } }, /s-notifications is in UPDATE_IN_PROGRESS/],
    ['while a core stack changes', { parameters: NOTIFICATIONS, stacks: { 's-fleet': 'UPDATE_IN_PROGRESS' } }, /s-fleet is in UPDATE_IN_PROGRESS/],
    ['while its own stack changes', { parameters: NOTIFICATIONS, stacks: { 's-dtc': 'UPDATE_ROLLBACK_IN_PROGRESS' } }, /s-dtc is in UPDATE_ROLLBACK/],
  ])('%s', async (_, changes, message) => {
    const { around, answer } = await ask(changes, dtc, 5);

    expect(answer).toEqual({ message: expect.stringMatching(message), token: '5' });
    expect(around.store.values.get('/s/modules/dtc/gated')).toBe('{"produces":["Table"],"consumes":["fleet/Trips","notifications/Function"]}');
  });
});

describe('while a producer passed its gate, but is not deployed yet,', () => {
  const between = (stages: FakePipeline['stages']): Setting => ({
    parameters: NOTIFICATIONS, pipelines: { 'notifications.s': { id: '2', status: 'InProgress', stages } },
  });
  const BEFORE = { execution: '1' };
  const READ = { '/s/modules/dtc/contract': JSON.stringify(contract('dtc', ['Table'], ['fleet/Trips', 'notifications/Function'])) };

  test.each<[string, FakePipeline['stages']]>([
    ['is being checked', { Gate: { status: 'InProgress' }, Deploy: BEFORE }],
    ['is on its way from its gate', { Gate: {}, Deploy: BEFORE }],
    ['is being deployed', { Gate: {}, Deploy: { status: 'InProgress' } }],
    ['is being deployed, with a later version behind it', { Gate: BEFORE, Deploy: { ...BEFORE, status: 'InProgress' } }],
  ])('a module that did not consume it before waits: it %s', async (_, stages) => {
    const { around, answer } = await ask(between(stages));

    expect(answer).toEqual({ message: 'waiting for notifications/Function (pipeline notifications.s is InProgress)', token: '0' });
    expect(around.store.values.get('/s/modules/dtc/gated')).toBe('{"produces":["Table"],"consumes":["fleet/Trips","notifications/Function"]}');
  });

  test.each<[string, FakePipeline['stages']]>([
    ['is not there yet', { Gate: BEFORE, Deploy: BEFORE }],
    ['waits for a person, and then passes its gate once more', { Gate: {}, Deploy: { status: 'InProgress', awaitsApproval: true } }],
    ['waits behind a version that waits for a person', { Gate: {}, Deploy: { ...BEFORE, status: 'InProgress', awaitsApproval: true } }],
    ['was deployed', { Gate: {}, Deploy: {} }],
  ])('except when it %s', async (_, stages) => {
    expect((await ask(between(stages))).answer).toEqual({ message: 'available: fleet/Trips, notifications/Function' });
  });

  test('a module that consumes it already passes, because that output cannot be dropped', async () => {
    const checked = between({ Gate: { status: 'InProgress' } });

    expect((await ask({ ...checked, parameters: { ...NOTIFICATIONS, ...READ } })).answer.token).toBeUndefined();
  });

  test('a core module counts as checked from Prepare on, until the core modules are deployed', async () => {
    const core = (stages: FakePipeline['stages']) => ask({ parameters: NOTIFICATIONS, pipelines: { 'core.s': { id: '2', status: 'InProgress', stages } } });

    expect((await core({ Prepare: { status: 'InProgress' }, Core: BEFORE })).answer.token).toBe('0');
    expect((await core({ Prepare: {}, Update: { status: 'InProgress' }, Core: BEFORE })).answer.token).toBe('0');
    expect((await core({ Prepare: {}, Core: {}, Modules: { status: 'InProgress' } })).answer.token).toBeUndefined();
  });
});

test('if a producer drops an output while a module begins to require it, one of them is stopped, in every interleaving of their steps', async () => {
  await fc.assert(fc.asyncProperty(fc.scheduler(), async scheduler => {
    const stages: Record<string, Partial<StageProgress>> = { Gate: { execution: '1' }, Deploy: { execution: '1' } };
    const around = world({
      parameters: { ...ENTRY, ...NOTIFICATIONS },
      stacks: { 's-notifications': 'CREATE_COMPLETE' },
      pipelines: { 'dtc.s': { status: 'InProgress', stages: {} }, 'notifications.s': { id: '2', status: 'InProgress', stages } },
    });
    /** The scheduler decides when each call is performed. */
    const slow = <T extends object>(api: T): T => new Proxy(api, {
      get: (target, key: keyof T & string) => typeof target[key] !== 'function' ? target[key]
        : async (...given: unknown[]) => (await scheduler.schedule(Promise.resolve(), key), (target[key] as Function)(...given)),
    });
    const slowly = { ...around, store: slow(around.store), pipelines: slow(around.pipelines) };
    const asked = async (module: string, offered: ReturnType<typeof contract>) => {
      for (;;) {
        const { failed, token } = await gate(slowly, module, offered, 0, 1);
        if (token === undefined) return !failed;
      }
    };
    const consume = () => asked('dtc', contract('dtc', [], ['notifications/Function']));
    const step = async (change: () => void) => (await scheduler.schedule(Promise.resolve(), 'pipeline'), change());
    const produce = async () => {
      await step(() => { stages.Gate = { status: 'InProgress' }; });
      const passed = await asked('notifications', contract('notifications'));
      await step(() => { stages.Gate = { status: passed ? 'Succeeded' : 'Failed' }; });
      if (passed) {
        await step(() => { stages.Deploy = { status: 'InProgress' }; });
        await step(() => around.store.values.delete('/s/modules/notifications/outputs/Function'));
        await step(() => { stages.Deploy = {}; });
      }
      await step(() => around.end('notifications.s', passed ? 'Succeeded' : 'Failed'));
      return passed;
    };

    expect((await scheduler.waitFor(Promise.all([consume(), produce()]))).filter(passed => passed)).toHaveLength(1);
  }));
});

describe('it fails with a message that Announce recognizes', () => {
  test.each<[string, Setting, RegExp]>([
    ['when the producer failed', { pipelines: { 'notifications.s': { status: 'Failed' } } }, /^waiting for notifications\/Function, which is missing/],
    ['when the producer was stopped', { pipelines: { 'notifications.s': { status: 'Stopped' } } }, /^waiting for .* is Stopped/],
    ['when the producer does not produce it', {
      parameters: { '/s/modules/notifications/contract': JSON.stringify(contract('notifications', ['Topic'])) }, pipelines: { 'notifications.s': { status: 'Succeeded' } },
    }, /does not produce; it produces Topic/],
    ['when the producer has no pipeline and none will come', {}, /notifications has no pipeline/],
    ['when Apply is over and Verify may wait for this very gate', {
      pipelines: { 'modules.s': { status: 'InProgress', stages: { Apply: {} } } },
    }, /notifications has no pipeline/],
  ])('%s', async (_, changes, message) => {
    const { answer } = await ask(changes);

    expect(answer).toEqual({ failed: true, message: expect.stringMatching(message) });
    expect(answer.message.startsWith('waiting for ')).toBe(true);
  });

  test('if the producer is unknown, since it may be added later', async () => {
    const { around, answer } = await ask({}, contract('dtc', [], ['fleet/Trips', 'ghost/Out']));

    expect(answer).toEqual({ failed: true, message: expect.stringMatching(/^waiting for ghost\/Out, but ghost is neither core nor in the directory; add it/) });
    expect(around.store.values.get('/s/modules/dtc/gated')).toBe('{"produces":[],"consumes":["fleet/Trips","ghost/Out"]}');
  });

  test('if the producer was removed from the directory, although its output still exists', async () => {
    const { answer } = await ask({ parameters: { '/s/modules/old/outputs/Out': 'x' } }, contract('dtc', [], ['old/Out']));

    expect(answer).toEqual({ failed: true, message: expect.stringContaining('old is neither core nor in the directory') });
  });

  test('after 20 hours, before CodePipeline times out without a message', async () => {
    const running = { pipelines: { 'notifications.s': { status: 'InProgress' } } };

    expect((await ask(running, dtc, 0, 20 * 3600_000)).answer.failed).toBeUndefined();
    expect((await ask(running, dtc, 0, 20 * 3600_000 + 1)).answer).toEqual({ failed: true, message: expect.stringMatching(/^waiting for .*20 hours/) });
  });
});

test.each(['ROLLBACK_COMPLETE', 'ROLLBACK_FAILED', 'CREATE_FAILED'])('a stack in %s is deleted first, and waited for', async status => {
  const { around, answer } = await ask({ parameters: NOTIFICATIONS, stacks: { 's-dtc': status } });

  expect(around.deleted).toEqual(['s-dtc']);
  expect(answer.token).toBe('0');
});

test('a stack that cannot be deleted fails with a message', async () => {
  const { around, answer } = await ask({ parameters: NOTIFICATIONS, stacks: { 's-dtc': 'DELETE_FAILED' } });

  expect(around.deleted).toEqual([]);
  expect(answer).toEqual({ failed: true, message: expect.stringContaining('s-dtc is in DELETE_FAILED; see its events; delete it, or continue') });
});

test('a stack whose update could not be rolled back fails with instructions', async () => {
  const { answer } = await ask({ parameters: NOTIFICATIONS, stacks: { 's-dtc': 'UPDATE_ROLLBACK_FAILED' } });

  expect(answer).toEqual({ failed: true, message: expect.stringMatching(/s-dtc is in UPDATE_ROLLBACK_FAILED; .*continue its rollback, then retry/) });
});

test('a delivery that is created between two reads is not taken for missing', async () => {
  const around = world(setting({ pipelines: { 'modules.s': { status: 'InProgress', stages: { Apply: {} } } } }));
  let looks = 0;
  const newest = async (name: string) => name !== 'notifications.s' ? around.pipelines.newest(name)
    : looks++ ? { id: '1', status: 'InProgress' } : undefined;

  expect((await gate({ ...around, pipelines: { ...around.pipelines, newest } }, 'dtc', dtc, 0, 1)).token).toBe('0');
});

test('two modules that wait for each other both detect the cycle, although neither had been recorded when the other first checked', async () => {
  const around = world(setting({ pipelines: { 'notifications.s': { status: 'InProgress' } } }));
  const notifications = contract('notifications', ['Function'], ['dtc/Table']);
  expect((await gate(around, 'dtc', dtc, 0, 1)).token).toBe('0');
  await around.store.write('/s/modules/notifications/gated', JSON.stringify({ consumes: notifications.consumes }));

  expect((await gate(around, 'dtc', dtc, 0, 1)).message).toContain('dtc -> notifications -> dtc');
  expect((await gate(around, 'notifications', notifications, 0, 1)).message).toContain('notifications -> dtc -> notifications');
});
