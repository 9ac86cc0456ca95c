import { generate } from 'selfsigned';
import { signedIn } from './http-api';
import { requestsOf, requestsOfRules, unpermittedFunctions } from './permissions';
import { RunningSolution } from './solution';
import { scoreOf } from '../../../examples/modules/driver-safety/src/score';
import { Simulation, simulate, vins } from '../../../examples/simulator/src/fleet';
import { Message, Telemetry, Trip, TroubleCode } from '../../../examples/simulator/src/payloads';
import { Evaluator } from '../../security/evaluator';
import { MODULES } from '../modules';

jest.setTimeout(120_000);

/** Forty minutes of three vehicles; with this seed, the oil gets too hot in two trips, and two trouble codes are reported. */
const MUNICH = { latitude: 48.137, longitude: 11.575 };
const SIMULATION: Simulation = { seed: 255, vehicles: 3, seconds: 2400, interval: 30, start: Date.UTC(2026, 2, 1, 10), near: MUNICH };
const [RED, GREEN, BLUE] = vins(SIMULATION);
const OWNERS = [['ann', RED], ['ann', GREEN], ['bob', BLUE]];

const messages = [...simulate(SIMULATION)].flat();
const payloads = <T>(kind: string) => messages.filter(({ topic }) => topic.startsWith(`connectedcar/${kind}/`)).map(({ payload }) => payload as T);
const hot = payloads<Telemetry>('telemetry').filter(({ name, value }) => name === 'oil_temp' && value > 280);
const hotTrips = [...new Set(hot.map(({ vin, trip_id }) => `${vin} ${trip_id}`))];
const codes = payloads<TroubleCode>('dtc');
const endedTrips = payloads<Trip>('trip').filter(({ ignition_status }) => ignition_status === 'off');

/** At a place that a vehicle passes, for every vehicle within half a kilometre. */
const [, , passed] = payloads<Telemetry>('telemetry').filter(({ name }) => name === 'location');
const COFFEE = { point_id: 'coffee', latitude: passed.latitude, longitude: passed.longitude, message: 'Coffee at the square' };
/** On a flat map, which is accurate enough for half a kilometre. */
const metres = ({ latitude, longitude }: Telemetry) =>
  111_195 * Math.hypot(latitude - COFFEE.latitude, (longitude - COFFEE.longitude) * Math.cos(COFFEE.latitude * Math.PI / 180));
const near = payloads<Telemetry>('telemetry').filter(signal => signal.name === 'location' && metres(signal) <= 500);

let solution: RunningSolution;
beforeAll(async () => {
  solution = await RunningSolution.start(MODULES);
  for (const [owner_id, vin] of OWNERS) await solution.put('fleet', 'Owners', { owner_id, vin });
  for (const owner of ['ann', 'bob']) solution.users[owner] = { attributes: { phone_number: `+1425555010${owner.length}`, phone_number_verified: 'true' } };
  await solution.put('poi', 'Points', COFFEE);
  for (const { topic, payload } of messages) await solution.publish(topic, payload);
});
afterAll(() => solution.stop());

const stream = () => solution.records[solution.resource('telemetry', 'AWS::KinesisFirehose::DeliveryStream', 'Stream').id];
const alerts = (type: string) => solution.published.filter(({ topic }) => topic.endsWith(`/${type}`));

test('the traffic contains the cases that the tests are about', () => {
  expect([hotTrips.length, codes.length, endedTrips.length]).toEqual([2, 2, 5]);
});

test('every signal is in the stream, every trip is in the fleet in its last state, and nothing failed', async () => {
  const last = new Map(payloads<Trip>('trip').map(trip => [trip.trip_id, trip]));

  expect(stream().filter(({ name }) => name && name !== 'poi')).toEqual(payloads<Telemetry>('telemetry'));
  expect((await solution.items('fleet', 'Trips')).map(({ trip_id, odometer }) => `${trip_id} ${odometer}`).sort())
    .toEqual([...last.values()].map(({ trip_id, odometer }) => `${trip_id} ${odometer}`).sort());
  expect(solution.functions.failed).toEqual([]);
  expect(solution.queues).toEqual({});
});

test('each trip that ended is scored once, by the formula, and its vehicle is notified', async () => {
  const expected = endedTrips.map(trip => ({ trip_id: trip.trip_id, score: scoreOf(trip) }));

  const scored = (await solution.items('fleet', 'Trips')).filter(({ driver_safety_score }) => driver_safety_score !== undefined);
  expect(scored.map(({ trip_id, driver_safety_score: score }) => ({ trip_id, score }))).toEqual(expect.arrayContaining(expected));
  expect(scored).toHaveLength(expected.length);
  expect(alerts('driver-safety').map(({ payload }) => payload)).toEqual(expected);
});

test('each trip with hot oil is one anomaly, and its vehicle and owner are notified once', async () => {
  const stored = await solution.items('anomalies', 'Anomalies');

  expect(stored.map(({ vin, trip_id }) => `${vin} ${trip_id}`).sort()).toEqual([...hotTrips].sort());
  expect(alerts('anomaly').map(({ topic }) => topic).sort()).toEqual(hotTrips.map(trip => `connectedcar/alert/${trip.split(' ')[0]}/anomaly`).sort());
});

test('each trouble code is explained and stored, and its vehicle and owner are notified once', async () => {
  const stored = await solution.items('dtc', 'Findings');

  expect(stored.map(({ vin, dtc, description }) => [vin, dtc, typeof description]).sort()).toEqual(codes.map(({ vin, dtc }) => [vin, dtc, 'string']).sort());
  expect(stored.filter(({ description }) => description === 'Unknown code')).toEqual([]);
  expect(alerts('dtc').map(({ payload }) => payload.dtc).sort()).toEqual(codes.map(({ dtc }) => dtc).sort());
});

test('each trip near the point of interest gets one alert, which is also in the stream', async () => {
  const trips = [...new Set(near.map(({ trip_id }) => trip_id))].sort();

  expect(near.length).toBeGreaterThan(trips.length);
  expect((await solution.items('poi', 'Offers')).map(({ trip_id, point_id, notified }) => `${trip_id} ${point_id} ${notified}`).sort())
    .toEqual(trips.map(trip => `${trip} coffee true`));
  expect(alerts('poi').map(({ payload }) => payload.message)).toEqual(trips.map(() => COFFEE.message));
  expect(stream().filter(({ name }) => name === 'poi').map(({ trip_id }) => trip_id).sort()).toEqual(trips);
});

test('owners get text messages about anomalies, trouble codes and low scores only', () => {
  expect(solution.texts).toHaveLength(hotTrips.length + codes.length + endedTrips.filter(trip => scoreOf(trip) < 60).length);
});

describe('through the API', () => {
  const ask = (owner: string, path: string) => signedIn(solution, owner)('GET', path);

  test('an owner sees their vehicles, and the trips, trouble codes and anomalies of each', async () => {
    expect((await ask('ann', '/vehicles')).body.items.map(({ vin }: { vin: string }) => vin).sort()).toEqual([RED, GREEN].sort());
    for (const [owner, vin] of OWNERS) {
      const count = async (path: string) => (await ask(owner, `/vehicles/${vin}/${path}`)).body.items.length;
      expect(await count('trips')).toBe(new Set(payloads<Trip>('trip').filter(trip => trip.vin === vin).map(({ trip_id }) => trip_id)).size);
      expect(await count('dtc')).toBe(codes.filter(code => code.vin === vin).length);
      expect(await count('anomalies')).toBe(hotTrips.filter(trip => trip.startsWith(vin)).length);
    }
  });

  test('an owner sees health reports as they are in the table, the newest first, and no other user does', async () => {
    const report = (report_id: string) => ({ vin: BLUE, report_id, status: 'attention', findings: [{ part: 'brakes', wear: 0.81 }] });
    const reports = ['2026-02-01T09:00:00Z', '2026-03-01T10:20:00Z'].map(report);
    const ofBlue = (owner: string) => ask(owner, `/vehicles/${BLUE}/health-reports`);

    expect((await ofBlue('bob')).body.items).toEqual([]);
    for (const each of reports) await solution.put('fleet', 'HealthReports', each);
    expect((await ofBlue('bob')).body.items).toEqual([...reports].reverse());
    expect((await ask('bob', `/vehicles/${BLUE}/health-reports/${encodeURIComponent(reports[0].report_id)}`)).body).toEqual(reports[0]);
    expect((await ofBlue('ann')).status).toBe(404);
  });

  test('only the owner can acknowledge an anomaly', async () => {
    const [{ vin, anomaly_id }] = await solution.items('anomalies', 'Anomalies');
    const owner = OWNERS.find(([, own]) => own === vin)![0];
    const acknowledge = (who: string) => signedIn(solution, who)('PUT', `/vehicles/${vin}/anomalies/${encodeURIComponent(anomaly_id)}/acknowledge`);
    const acknowledged = async () => (await solution.items('anomalies', 'Anomalies')).filter(item => item.acknowledged).length;

    expect((await acknowledge(owner === 'ann' ? 'bob' : 'ann')).status).toBe(404);
    expect(await acknowledged()).toBe(0);
    expect((await acknowledge(owner)).status).toBe(200);
    expect(await acknowledged()).toBe(1);
  });
});

describe('a vehicle that connects for the first time', () => {
  const connect = async (id: string, commonName: string) => {
    const { cert } = await generate([{ name: 'commonName', value: commonName }], { algorithm: 'sha256', keyType: 'ec' });
    solution.certificates[id] = { pem: cert, status: 'PENDING_ACTIVATION', policies: [] };
    await solution.publish(`$aws/events/certificates/registered/${'ca'.repeat(32)}`, { certificateId: id, certificateStatus: 'PENDING_ACTIVATION' });
    return solution.certificates[id];
  };
  const policy = () => solution.resource('jitr', 'AWS::IoT::Policy', 'Vehicle');

  test('gets the policy of vehicles if it is part of the fleet, and waits otherwise', async () => {
    expect(await connect('ab'.repeat(32), RED)).toMatchObject({ status: 'ACTIVE', policies: [policy().id] });
    expect(await connect('cd'.repeat(32), 'WVWZZZ1JZXW000001')).toMatchObject({ status: 'PENDING_ACTIVATION', policies: [] });
    expect(solution.functions.failed.splice(0).map(({ error }) => error)).toEqual([expect.stringContaining('WVWZZZ1JZXW000001 has no owner in the fleet')]);
  });

  test('may publish its messages and receive its alerts, and none of another vehicle', () => {
    const allowed = (action: string, vin: string, resource: string) => policy().properties.PolicyDocument.Statement
      .filter((statement: any) => statement.Action === action).flatMap(({ Resource }: any) => Resource)
      .map((pattern: string) => pattern.replace('${iot:Certificate.Subject.CommonName}', vin).replace(/^.*?:[0-9]{12}:/, ''))
      .some((pattern: string) => pattern.endsWith('/*') ? resource.startsWith(pattern.slice(0, -1)) : resource === pattern);
    const own = ({ topic, payload }: Message) => allowed('iot:Publish', payload.vin, `topic/${topic}`);
    const foreign = ({ topic, payload }: Message) => allowed('iot:Publish', payload.vin === RED ? GREEN : RED, `topic/${topic}`);

    expect(messages.filter(message => !own(message) || foreign(message))).toEqual([]);
    for (const { topic } of solution.published) {
      const vin = topic.split('/')[2];
      expect([vin, RED === vin ? GREEN : RED].map(each => allowed('iot:Receive', each, `topic/${topic}`))).toEqual([true, false]);
    }
    expect([RED, GREEN].map(client => allowed('iot:Connect', RED, `client/${client}`))).toEqual([true, false]);
  });
});

test('all calls are allowed by the roles of functions and rules', async () => {
  const requests = [...requestsOf(solution.deployed, solution.services.calls), ...requestsOfRules(solution.deployed)];
  const distinct = [...new Map(requests.map(request => [JSON.stringify(request), request])).values()];

  expect(distinct.map(({ action }) => action)).toEqual(expect.arrayContaining(['iot:AttachPolicy', 'iot:DescribeCertificate', 'iot:UpdateCertificate']));
  expect(await new Evaluator(solution.deployed.policies).refused(distinct)).toEqual([]);
  expect(unpermittedFunctions(solution.deployed)).toEqual([]);
});
