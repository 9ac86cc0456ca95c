import { signedIn } from './http-api';
import { RunningSolution } from './solution';

jest.setTimeout(120_000);

let solution: RunningSolution;
let ask: ReturnType<typeof signedIn>;
beforeAll(async () => {
  solution = await RunningSolution.start(['notifications', 'dtc', 'anomalies', 'api']);
  await solution.put('fleet', 'Owners', { owner_id: 'ann', vin: 'VIN1' });
  ask = signedIn(solution, 'ann');
});
afterAll(() => solution.stop());

test('any id that a vehicle sends can be requested', async () => {
  for (const trip_id of ['50%41', '100%', 'a trip & more', 'Überführung', '2026-03-01#1']) {
    await solution.put('fleet', 'Trips', { vin: 'VIN1', trip_id });
    expect(await ask('GET', `/vehicles/VIN1/trips/${encodeURIComponent(trip_id)}`)).toEqual({ status: 200, body: { vin: 'VIN1', trip_id } });
  }
});

test('an id that cannot be a key is not sent to DynamoDB', async () => {
  const long = 'x'.repeat(1025);

  for (const [method, path] of [
    ['GET', `/vehicles/${long}/trips`], ['GET', `/vehicles/VIN1/trips/${long}`], ['GET', `/vehicles/VIN1/health-reports/${long}`],
    ['PUT', `/vehicles/VIN1/dtc/${long}/acknowledge`], ['PUT', `/vehicles/VIN1/anomalies/${long}/acknowledge`],
  ]) {
    expect(await ask(method, path)).toMatchObject({ status: 404, body: { title: 'Not Found' } });
  }
  expect(await ask('GET', '/vehicles', { next: Buffer.from(long).toString('base64url') })).toMatchObject({ status: 400, body: { title: 'Bad Request' } });
});

test('an id of the maximum length of a key is looked up', async () => {
  const longest = 'x'.repeat(1024);

  expect((await ask('GET', `/vehicles/${longest}/trips`)).status).toBe(404);
  expect((await ask('GET', `/vehicles/VIN1/trips/${longest}`)).status).toBe(404);
  expect((await ask('GET', '/vehicles', { next: Buffer.from(longest).toString('base64url') })).status).toBe(200);
});

test('items of other writers are returned completely, including types that JSON lacks', async () => {
  const bytes = new Uint8Array([0, 1, 254, 255]);
  await solution.put('fleet', 'HealthReports', {
    vin: 'VIN1',
    report_id: 'R1',
    wear: 0.81,
    serial: 12345678901234567890n,
    parts: new Set(['brakes', 'oil']),
    serials: new Set([7n, 12345678901234567890n]),
    scan: { bytes, pages: [new Set([bytes])] },
  });
  const report = {
    vin: 'VIN1',
    report_id: 'R1',
    wear: 0.81,
    serial: '12345678901234567890',
    parts: expect.arrayContaining(['brakes', 'oil']),
    serials: expect.arrayContaining([7, '12345678901234567890']),
    scan: { bytes: 'AAH+/w==', pages: [['AAH+/w==']] },
  };

  expect(await ask('GET', '/vehicles/VIN1/health-reports/R1')).toEqual({ status: 200, body: report });
  expect(await ask('GET', '/vehicles/VIN1/health-reports')).toEqual({ status: 200, body: { items: [report] } });
});

test('acknowledging keeps all attributes of other writers', async () => {
  const finding = { vin: 'VIN1', dtc_id: 'D1', serial: 12345678901234567890n, parts: new Set(['oil']) };
  await solution.put('dtc', 'Findings', finding);

  expect(await ask('PUT', '/vehicles/VIN1/dtc/D1/acknowledge')).toEqual({
    status: 200, body: { vin: 'VIN1', dtc_id: 'D1', serial: '12345678901234567890', parts: ['oil'], acknowledged: true },
  });
  expect(await solution.items('dtc', 'Findings')).toEqual([{ ...finding, acknowledged: true }]);
});
