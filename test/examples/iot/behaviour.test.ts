import { requestsOf, requestsOfRules, unpermittedFunctions } from './permissions';
import { RunningSolution } from './solution';
import { Evaluator } from '../../security/evaluator';

jest.setTimeout(120_000);

let solution: RunningSolution;
beforeAll(async () => {
  solution = await RunningSolution.start(['notifications', 'dtc', 'anomalies']);
  solution.users.ann = { attributes: { phone_number: '+14255550100', phone_number_verified: 'true' } };
  solution.users.eve = { attributes: { phone_number: '+14255550199' } };
  for (const [owner_id, vin] of [['ann', 'VIN1'], ['eve', 'VIN1'], ['ann', 'VIN2']]) await solution.put('fleet', 'Owners', { owner_id, vin });
});
afterAll(() => solution.stop());
beforeEach(() => {
  solution.published.length = solution.texts.length = solution.functions.failed.length = 0;
});

const stream = () => solution.records[solution.resource('telemetry', 'AWS::KinesisFirehose::DeliveryStream', 'Stream').id] ?? [];
const reported = { vin: 'VIN1', trip_id: 'T7', dtc: 'P0300', timestamp: '2026-03-01T10:00:00Z' };
const signal = { vin: 'VIN1', trip_id: 'T7', name: 'oil_temp', value: 291.5, timestamp: '2026-03-01T10:00:00Z', latitude: 48.1, longitude: 11.6 };

describe('a trip', () => {
  const trip = { vin: 'VIN1', trip_id: 'T7', odometer: 4711.5, ignition_status: 'off', idle_duration: 12 };

  test('is stored in the fleet and in the bucket of trips', async () => {
    await solution.publish('connectedcar/trip/VIN1', trip);

    expect(await solution.items('fleet', 'Trips')).toEqual([trip]);
    const bucket = solution.resource('telemetry', 'AWS::S3::Bucket', 'Trips').id;
    expect(JSON.parse(await solution.object(bucket, 'trips/VIN1/T7.json'))).toEqual(trip);
  });

  test('of a vehicle other than that of the topic is dropped', async () => {
    await solution.publish('connectedcar/trip/VIN2', { ...trip, trip_id: 'forged' });

    expect((await solution.items('fleet', 'Trips')).map(({ trip_id }) => trip_id)).toEqual(['T7']);
  });

  test('without an id is stored among the errors of the raw bucket, and in the dead-letter queue', async () => {
    await solution.publish('connectedcar/trip/VIN1', { vin: 'VIN1' });

    const Bucket = solution.resource('telemetry', 'AWS::S3::Bucket', 'Raw').id;
    const { Contents } = await solution.deployed.account.call('s3', 'ListObjectsV2', { Bucket, Prefix: 'errors/trips/2026/03/01/' });
    const kept = JSON.parse(await solution.object(Bucket, Contents[0].Key));
    expect(Buffer.from(kept.base64OriginalPayload, 'base64').toString()).toBe('{"vin":"VIN1"}');
    expect(kept.failures.map(({ failedAction }: { failedAction: string }) => failedAction)).toEqual(['S3']);
    expect(solution.functions.failed).toEqual([{
      function: expect.stringMatching(/^connected-vehicle-telemetry-Recorder/), event: { vin: 'VIN1' }, error: expect.stringContaining('trip_id must be a text'),
    }]);
  });
});

test('a normal signal goes into the stream, and causes no alert', async () => {
  await solution.publish('connectedcar/telemetry/VIN1', { ...signal, value: 240 });

  expect(stream()).toContainEqual({ ...signal, value: 240 });
  expect(await solution.items('anomalies', 'Anomalies')).toEqual([]);
  expect(solution.published).toEqual([]);
});

describe('a trouble code', () => {
  test('is explained, stored with the odometer of its trip, archived, and sent to the vehicle and to the owner\'s verified phone', async () => {
    await solution.publish('connectedcar/dtc/VIN1', reported);

    expect(await solution.items('dtc', 'Findings')).toEqual([expect.objectContaining({
      vin: 'VIN1', trip_id: 'T7', dtc: 'P0300', description: 'Several cylinders misfire', odometer: 4711.5, acknowledged: false, notified: true,
    })]);
    expect(stream()).toContainEqual(reported);
    expect(solution.published).toEqual([{ topic: 'connectedcar/alert/VIN1/dtc', payload: expect.objectContaining({ dtc: 'P0300' }) }]);
    expect(solution.texts).toEqual([{ phone: '+14255550100', text: expect.stringContaining('P0300: Several cylinders misfire') }]);
  });

  test('that is delivered twice is stored once and causes one alert', async () => {
    await solution.publish('connectedcar/dtc/VIN1', reported);

    expect(await solution.items('dtc', 'Findings')).toHaveLength(1);
    expect(solution.published).toEqual([]);
  });

  test('that is invalid is tried three times, then fails with the reason', async () => {
    await solution.publish('connectedcar/dtc/VIN1', { ...reported, dtc: 'misfire' });

    expect(solution.functions.failed).toEqual([{
      function: expect.stringMatching(/^connected-vehicle-dtc-Recorder/), event: { ...reported, dtc: 'misfire' }, error: expect.stringContaining('dtc must be a letter'),
    }]);
  });
});

describe('hot oil', () => {
  test('is one anomaly for each vehicle, trip and signal, however many messages report it', async () => {
    for (const second of [1, 2, 3]) await solution.publish('connectedcar/telemetry/VIN1', { ...signal, value: 280 + second, timestamp: `2026-03-01T10:00:0${second}Z` });
    await solution.publish('connectedcar/telemetry/VIN1', { ...signal, trip_id: 'T8' });
    await solution.publish('connectedcar/telemetry/VIN2', { ...signal, vin: 'VIN2' });

    const stored = (await solution.items('anomalies', 'Anomalies')).map(({ vin, anomaly_id, score, notified }) => `${vin} ${anomaly_id} ${score} ${notified}`);
    expect(stored.sort()).toEqual(['VIN1 T7#oil_temp 31 true', 'VIN1 T8#oil_temp 41.5 true', 'VIN2 T7#oil_temp 41.5 true']);
    expect(solution.published.map(({ topic }) => topic)).toEqual(['connectedcar/alert/VIN1/anomaly', 'connectedcar/alert/VIN1/anomaly', 'connectedcar/alert/VIN2/anomaly']);
    expect(solution.texts).toHaveLength(3);
    expect(stream().filter(({ anomaly_id }) => anomaly_id)).toHaveLength(3);
  });
});

test('the alarms of each function have names that the solution notifies', () => {
  for (const name of ['notifications', 'dtc', 'anomalies']) {
    const alarms = solution.deployed.of('AWS::CloudWatch::Alarm', name).map(({ id }) => id);

    expect(alarms.length).toBeGreaterThanOrEqual(2);
    for (const alarm of alarms) expect(alarm).toMatch(new RegExp(`^connected-vehicle-${name}-`));
  }
});

describe('what happened', () => {
  const refused = (requests: Parameters<Evaluator['refused']>[0]) => new Evaluator(solution.deployed.policies).refused(requests);

  test('is allowed by the roles of the functions', async () => {
    const actions = new Set(solution.services.calls.map(({ action }) => action));

    expect([...actions].sort()).toEqual([
      'cognito-idp:AdminGetUser', 'dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:Query', 'dynamodb:UpdateItem', 'firehose:PutRecord', 'iot:Publish',
      'lambda:InvokeFunction', 'sns:Publish',
    ]);
    expect(await refused(requestsOf(solution.deployed, solution.services.calls))).toEqual([]);
  });

  test('is allowed by the roles of the rules and the permissions of the functions', async () => {
    expect(await refused(requestsOfRules(solution.deployed))).toEqual([]);
    expect(unpermittedFunctions(solution.deployed)).toEqual([]);
  });
});
