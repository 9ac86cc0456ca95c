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

test('an id that a vehicle made up is found as it is', async () => {
  for (const trip_id of ['50%41', '100%', 'a trip & more', 'Überführung', '2026-03-01#1']) {
    await solution.put('fleet', 'Trips', { vin: 'VIN1', trip_id });
    expect(await ask('GET', `/vehicles/VIN1/trips/${encodeURIComponent(trip_id)}`)).toEqual({ status: 200, body: { vin: 'VIN1', trip_id } });
  }
});

test('what no key can be, DynamoDB is not asked for', async () => {
  const long = 'x'.repeat(1025);

  for (const [method, path] of [
    ['GET', `/vehicles/${long}/trips`], ['GET', `/vehicles/VIN1/trips/${long}`], ['GET', `/vehicles/VIN1/health-reports/${long}`],
    ['PUT', `/vehicles/VIN1/dtc/${long}/acknowledge`], ['PUT', `/vehicles/VIN1/anomalies/${long}/acknowledge`],
  ]) {
    expect(await ask(method, path)).toMatchObject({ status: 404, body: { title: 'Not Found' } });
  }
  expect(await ask('GET', '/vehicles', { next: Buffer.from(long).toString('base64url') })).toMatchObject({ status: 400, body: { title: 'Bad Request' } });
});

test('what can just be a key is looked for', async () => {
  const longest = 'x'.repeat(1024);

  expect((await ask('GET', `/vehicles/${longest}/trips`)).status).toBe(404);
  expect((await ask('GET', `/vehicles/VIN1/trips/${longest}`)).status).toBe(404);
  expect((await ask('GET', '/vehicles', { next: Buffer.from(longest).toString('base64url') })).status).toBe(200);
});
