import { RunningSolution } from './solution';

jest.setTimeout(120_000);

let solution: RunningSolution;
beforeAll(async () => {
  solution = await RunningSolution.start(['notifications', 'driver-safety', 'dtc', 'anomalies', 'poi']);
  await solution.put('poi', 'Points', { point_id: 'coffee', latitude: 48.1, longitude: 11.6, message: 'Coffee at the square' });
});
afterAll(() => solution.stop());
beforeEach(() => {
  solution.published.length = solution.functions.failed.length = solution.functions.attempts = 0;
});

const ended = (trip_id: string) => ({
  vin: 'VIN1',
  trip_id,
  ignition_status: 'off',
  start_time: '2026-03-01T10:00:00Z',
  end_time: '2026-03-01T10:20:00Z',
  odometer: 20,
  idle_duration: 120,
  high_speed_duration: 108,
  high_braking_event: 2,
  high_acceleration_event: 4,
});
const lasting = (trip_id: string) => ({ ...ended(trip_id), ignition_status: 'on', end_time: '2026-03-01T10:10:00Z', odometer: 9, high_braking_event: 1 });

const publish = (trip: object) => solution.publish('connectedcar/trip/VIN1', trip);
const stored = async (id: string) => (await solution.items('fleet', 'Trips')).find(({ trip_id }) => trip_id === id);
const invoke = (module: string, id: string, event: object) => solution.functions.invoke(solution.resource(module, 'AWS::Lambda::Function', id).id, event);
const alerts = () => solution.published.map(({ topic, payload }) => [topic, payload]);

/** The trip above after it was scored and its alert was sent. */
const scored = (trip_id: string) => ({ ...ended(trip_id), driver_safety_score: 88, driver_safety_told: true });
const told = (trip_id: string) => [['connectedcar/alert/VIN1/driver-safety', { trip_id, score: 88 }]];

test('a trip that ended and is sent twice keeps its score and causes one alert', async () => {
  await publish(lasting('twice'));
  await publish(ended('twice'));
  await publish(ended('twice'));

  expect(await stored('twice')).toEqual(scored('twice'));
  expect(alerts()).toEqual(told('twice'));
});

test('an older state of the trip that arrives after its end changes nothing', async () => {
  await publish(ended('late'));
  await publish(lasting('late'));

  expect(await stored('late')).toEqual(scored('late'));
  expect(alerts()).toEqual(told('late'));
});

test('if a trip is sent twice, the second may be stored after the score', async () => {
  await publish(ended('crossed'));
  await invoke('driver-safety', 'Rater', ended('crossed'));
  await invoke('telemetry', 'Recorder', ended('crossed'));

  expect(await stored('crossed')).toEqual(scored('crossed'));
  expect(alerts()).toEqual(told('crossed'));
});

describe('messages that arrive several times at once cause one alert:', () => {
  const timestamp = '2026-03-01T10:00:00Z';
  const trips = Array.from({ length: 10 }, (_, index) => `T${index}`);
  const signal = (trip_id: string) => ({ vin: 'VIN1', trip_id, timestamp, latitude: 48.1, longitude: 11.6 });

  test.each<[string, string, (trip_id: string) => object, string]>([
    ['trouble codes', 'dtc', trip_id => ({ vin: 'VIN1', trip_id, timestamp, dtc: 'P0300' }), 'dtc'],
    ['signals out of the ordinary', 'telemetry', trip_id => ({ ...signal(trip_id), name: 'oil_temp', value: 290 }), 'anomaly'],
    ['locations', 'telemetry', trip_id => ({ ...signal(trip_id), name: 'location', value: 90 }), 'poi'],
    ['trips', 'trip', ended, 'driver-safety'],
  ])('%s', async (_, topic, messageOf, alert) => {
    const messages = trips.map(messageOf);

    await Promise.all([...messages, ...messages, ...messages].map(message => solution.publish(`connectedcar/${topic}/VIN1`, message)));

    expect(solution.published.map(published => published.topic)).toEqual(messages.map(() => `connectedcar/alert/VIN1/${alert}`));
    expect(solution.functions.failed).toEqual([]);
  });

  test('a write whose response is lost is repeated, and its alert is sent', async () => {
    for (const operation of ['PutItem', 'UpdateItem']) {
      solution.services.lost.add(`dynamodb:${operation}`);
      await solution.publish('connectedcar/dtc/VIN1', { vin: 'VIN1', trip_id: operation, timestamp, dtc: 'P0301' });
    }

    expect(solution.services.lost.size).toBe(0);
    expect(solution.published.map(({ payload }) => payload.dtc)).toEqual(['P0301', 'P0301']);
  });

  test('two vehicles with the same trip id both get their alerts', async () => {
    for (const vin of ['VIN2', 'VIN3']) await solution.publish(`connectedcar/telemetry/${vin}`, { ...signal('T0'), vin, name: 'location', value: 90 });

    expect(solution.published.map(({ topic }) => topic)).toEqual(['connectedcar/alert/VIN2/poi', 'connectedcar/alert/VIN3/poi']);
  });
});

test('a score that arrives just before its trip waits for it, and no attempt fails', async () => {
  await Promise.all([invoke('driver-safety', 'Rater', ended('together')), invoke('telemetry', 'Recorder', ended('together'))]);

  expect(await stored('together')).toEqual(scored('together'));
  // Calls of these two and of the notification.
  expect(solution.functions.attempts).toBe(3);
});

test('a score without its trip is not written, and ends in the queue; processed again later, it has its usual result', async () => {
  await invoke('driver-safety', 'Rater', ended('early'));
  expect(await stored('early')).toBeUndefined();
  await invoke('telemetry', 'Recorder', lasting('early'));
  await invoke('driver-safety', 'Rater', ended('early'));
  expect(await stored('early')).toEqual(lasting('early'));
  expect(solution.functions.failed.map(({ event, error }) => [event, error])).toEqual(Array(2).fill([
    ended('early'), expect.stringContaining('trip early of VIN1 is not stored yet, or not with its end'),
  ]));

  await invoke('telemetry', 'Recorder', ended('early'));
  await invoke('driver-safety', 'Rater', ended('early'));
  await invoke('telemetry', 'Recorder', lasting('early'));
  expect(await stored('early')).toEqual(scored('early'));
});

test('members that a later message lacks are kept, and so is what modules added', async () => {
  await publish({ vin: 'VIN1', trip_id: 'partly', ignition_status: 'on', odometer: 1, driver: 'ann' });
  await publish({ vin: 'VIN1', trip_id: 'partly', ignition_status: 'on', odometer: 2 });
  await publish({ vin: 'VIN1', trip_id: 'partly' });

  expect(await stored('partly')).toEqual({ vin: 'VIN1', trip_id: 'partly', ignition_status: 'on', odometer: 2, driver: 'ann' });
});
