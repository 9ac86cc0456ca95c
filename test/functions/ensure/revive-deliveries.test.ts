import { reviveDeliveries } from '../../../src/functions/ensure/revive-deliveries';
import { type FakePipeline, world } from '../world';

/** The trigger of an execution that the function started. */
const ENSURE = 'arn:aws:sts::123456789012:assumed-role/s-core-functions/s-core-ensure';

const NOTED = { '/s/modules/dtc/gated': '{"consumes":["fleet/Trips"]}' };

describe('the pipelines of modules', () => {
  const look = async (pipeline: FakePipeline | undefined, parameters: Record<string, string> = { '/s/modules/dtc/contract': '{}' }) => {
    const around = world({
      core: ['fleet'],
      parameters: { '/s/directory/self/dtc': '{}', ...parameters },
      pipelines: { 'dtc.s': pipeline, 'core.s': { status: 'Failed' }, 'modules.s': { status: 'Failed' }, 'dtc.other': { status: 'Failed' } },
    });
    return { due: (await reviveDeliveries(around)).map(due => due.pipeline), reopened: around.reopened };
  };
  const ask = async (...setting: Parameters<typeof look>) => (await look(...setting)).due;

  test('are due if their newest execution did not succeed, for any reason', async () => {
    expect(await ask({ status: 'Failed', stages: { Build: { status: 'Failed', message: 'FAULT' } } })).toEqual(['dtc.s']);
    expect(await ask({ status: 'Stopped' })).toEqual(['dtc.s']);
    expect(await ask({ status: 'Cancelled' })).toEqual(['dtc.s']);
  });

  test('are not due if it succeeded, is running, or was the second attempt', async () => {
    expect(await ask({ status: 'Succeeded' })).toEqual([]);
    expect(await ask({ status: 'InProgress' })).toEqual([]);
    expect(await ask(undefined)).toEqual([]);
    expect(await ask({ status: 'Failed', startedBy: ENSURE, before: 'Failed' })).toEqual([]);
  });

  test('are not due while they wait for another module, which starts them automatically', async () => {
    expect(await ask({ status: 'Failed', stages: { Gate: { status: 'Failed', message: 'waiting for fleet/Trips, which is missing' } } }, NOTED)).toEqual([]);
    expect(await ask({ status: 'Failed', stages: { Gate: { status: 'Succeeded' }, Deploy: { status: 'Failed', message: 'waiting for fleet/Trips, which is missing' } } }, NOTED)).toEqual([]);
    expect(await ask({ status: 'Failed', id: '2', stages: { Gate: { execution: '1', message: 'waiting for fleet/Trips' }, Build: { status: 'Failed' } } })).toEqual(['dtc.s']);
  });

  test('are not due if a person rejected the change, unless an interrupted removal closed them; an approval that nobody answered is', async () => {
    const rejected = (execution: string, isDeclined = true) => ({ id: '2', status: 'Failed', stages: { Gate: {}, Deploy: { execution, status: 'Failed', isDeclined } } });

    expect(await ask(rejected('2'))).toEqual([]);
    expect(await ask(rejected('2', false))).toEqual(['dtc.s']);
    expect(await ask(rejected('1'))).toEqual(['dtc.s']);
    expect(await ask({ ...rejected('2'), closed: 'the module is being removed' })).toEqual(['dtc.s']);
  });

  test('are due if they wait, but an interrupted removal deleted the record of what for, so that no module would start them', async () => {
    expect(await ask({ status: 'Failed', stages: { Gate: { status: 'Failed', message: 'waiting for fleet/Trips, which is missing' } } })).toEqual(['dtc.s']);
  });

  test('are not due for a module that is no longer listed', async () => {
    expect(await ask({ status: 'Stopped' }, { '/s/directory/operator/dtc': '{"removed":true}' })).toEqual([]);
  });

  test('are due once for a module that is listed again and whose stack an interrupted removal deleted', async () => {
    expect(await ask({ status: 'Succeeded' }, {})).toEqual(['dtc.s']);
    expect(await ask({ status: 'Succeeded', startedBy: ENSURE }, {})).toEqual([]);
  });

  test('are due after an interrupted removal, also if it stopped or deleted a second attempt', async () => {
    const closed = 'the module is being removed';

    expect(await ask({ status: 'Stopped', startedBy: ENSURE, before: 'Failed', closed })).toEqual(['dtc.s']);
    expect(await ask({ status: 'Succeeded', startedBy: ENSURE, before: 'Failed', closed }, {})).toEqual(['dtc.s']);
    expect(await ask({ status: 'Stopped', startedBy: ENSURE, before: 'Failed', closed: 'not before Monday' })).toEqual([]);
    expect(await ask({ status: 'Failed', closed, stages: { Gate: { status: 'Failed', message: 'waiting for fleet/Trips, which is missing' } } }, NOTED)).toEqual([]);
    expect(await ask({ status: 'InProgress', closed })).toEqual([]);
  });

  test('get their transition enabled after an interrupted removal, also while an execution waits; others are not read', async () => {
    const opened = [['dtc.s', 'Deploy', 'the module is being removed']];

    expect((await look({ status: 'InProgress' })).reopened).toEqual(opened);
    expect((await look({ status: 'Stopped' })).reopened).toEqual(opened);
    expect((await look({ status: 'Succeeded' }, {})).reopened).toEqual(opened);
    expect((await look({ status: 'Succeeded' })).reopened).toEqual([]);
    expect((await look({ status: 'Stopped' }, { '/s/directory/operator/dtc': '{"removed":true}' })).reopened).toEqual([]);
  });
});
