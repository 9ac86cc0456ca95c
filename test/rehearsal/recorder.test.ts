import { Observed } from './observed';
import { heldBackIn, Recorder, reportExecution } from '../../src/rehearsal/recorder';

let observed: Observed;
let recorder: Recorder;
const OF_DTC = { tags: [{ key: 'insync:module', value: 'dtc' }] };
beforeEach(() => {
  observed = new Observed();
  recorder = new Recorder(observed);
});

test('an execution is reported with its pipeline, its cause and the stages that it reached', () => {
  const execution = observed.start('dtc.cv', OF_DTC);
  const action = observed.act(execution, 0, { started: new Date(0), variables: { INSYNC_HELD_BACK: '[{"module":"api","reason":"its name is taken","more":1}]' } });
  observed.end(execution, 0, action, 'Failed', 'no such branch');

  expect(reportExecution(recorder.executions[0])).toEqual({
    pipeline: 'dtc.cv',
    of: 'dtc',
    execution: execution.id,
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

test('a failure of which the remedy is known is reported with it', () => {
  const execution = observed.start('dtc.cv', OF_DTC);
  observed.end(execution, 0, observed.act(execution, 0), 'Failed', 'User: arn:aws:sts::123456789012:assumed-role/cv-delivery-dtc-deploy/AWSCloudFormation is not authorized to perform: '
    + 'sqs:CreateQueue on resource: arn:aws:sqs:us-east-1:123456789012:codes because no identity-based policy allows the sqs:CreateQueue action');
  const [{ stages: [{ actions: [{ remedy }] }] }] = recorder.executions.map(reportExecution);

  expect(remedy).toEqual({ namePrefix: 'cv-dtc-', permissions: [{ actions: ['sqs:CreateQueue'], resources: ['arn:aws:sqs:us-east-1:123456789012:codes'] }] });
});

test('executions without activity since the start of a step do not belong to that step', async () => {
  observed.finish(observed.start('dtc.cv', OF_DTC), 'Succeeded');
  await new Promise(resolve => setTimeout(resolve, 5));
  const moment = new Date();
  expect(recorder.since(moment)).toEqual([]);
  observed.start('dtc.cv', OF_DTC);
  expect(recorder.since(moment)).toHaveLength(1);
});

test.each([
  ['ensure--0123', 'ensure'],
  ['announce--fleet--TripTableName--0123', 'announce:fleet/TripTableName'],
  ['announce--fleet', 'manual'],
  ['mine', 'manual'],
  [undefined, 'manual'],
])('the cause of an execution with the token %s is reported as %s', (token, cause) => {
  observed.start('dtc.cv', { cause: 'manual', token });
  expect(recorder.executions[0].cause).toBe(cause);
});

test('a token says nothing about an execution that no call started', () => {
  observed.start('dtc.cv', { cause: 'push', token: 'ensure--0123' });
  expect(recorder.executions[0].cause).toBe('push');
});
