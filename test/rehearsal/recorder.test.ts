import { approve, pipeline, source } from '../../packages/emulator/test/executor/support';
import { heldBackIn, Recorder, reportExecution } from '../../src/rehearsal/recorder';
import { type Account, type ActionRecord, createAccount, pipelineStateOf, setActionStatus, setExecutionStatus, setStageStatus } from '@cv-insync/emulator';

let account: Account;
let recorder: Recorder;
beforeEach(async () => {
  account = createAccount();
  recorder = new Recorder(account);
  await account.call('codepipeline', 'CreatePipeline', { pipeline: pipeline('dtc.cv', { Source: [source('acme/app')], Ask: [approve('Ask')] }), tags: [{ key: 'insync:module', value: 'dtc' }] });
});

test('an execution is reported with what it is of, why it ran, and the stages that it reached', () => {
  const { record } = recorder.executions[0];
  setStageStatus(account, record, record.stages[0], 'InProgress');
  const action: ActionRecord = {
    id: 'a',
    stage: 'Source',
    name: 'Checkout',
    declaration: record.declaration.stages![0].actions![0],
    resolved: {},
    status: 'InProgress',
    started: new Date(0),
    updated: new Date(0),
    inputs: {},
    outputs: {},
    variables: { INSYNC_HELD_BACK: '[{"module":"api","reason":"its name is taken","more":1}]' },
  };
  record.actions.push(action);
  action.summary = 'no such branch';
  setActionStatus(account, record, action, 'Failed');
  setStageStatus(account, record, record.stages[0], 'Failed');
  setExecutionStatus(account, record, 'Failed');
  expect(reportExecution(recorder.executions[0])).toEqual({
    pipeline: 'dtc.cv',
    of: 'dtc',
    execution: record.id,
    trigger: 'creation',
    status: 'Failed',
    started: expect.stringMatching(/Z$/),
    ended: expect.stringMatching(/Z$/),
    stages: [{
      name: 'Source',
      status: 'Failed',
      actions: [{ name: 'Checkout', provider: 'CodeStarSourceConnection', status: 'Failed', started: '1970-01-01T00:00:00.000Z', ended: expect.stringMatching(/Z$/), summary: 'no such branch' }],
    }],
  });
  expect(heldBackIn([...recorder.executions, ...recorder.executions])).toEqual([{ module: 'api', reason: 'its name is taken' }]);
});

test('executions of a pipeline that is gone are remembered', async () => {
  await account.call('codepipeline', 'DeletePipeline', { name: 'dtc.cv' });
  expect(pipelineStateOf(account).pipelines).toEqual({});
  expect(recorder.executions.map(({ of, record }) => `${of} ${record.status}`)).toEqual(['dtc Cancelled']);
});

test('executions in which nothing happened since a moment do not belong to what came after it', async () => {
  setExecutionStatus(account, recorder.executions[0].record, 'Succeeded');
  await new Promise(resolve => setTimeout(resolve, 5));
  const moment = new Date();
  expect(recorder.since(moment)).toEqual([]);
  await account.call('codepipeline', 'StartPipelineExecution', { name: 'dtc.cv', clientRequestToken: 'ensure--0123' });
  expect(recorder.since(moment).map(({ record }) => record.cause)).toEqual(['ensure']);
});
