import assert from 'node:assert/strict';
import { beforeEach, mock, test } from 'node:test';
import { client, settings } from './client';
import { Tables } from './tables';
import { dependenciesOf } from '../src/dependencies';
import { respond } from '../src/respond';
import { COLLECTIONS, ROUTES } from '../src/routes';

let tables: Tables;
beforeEach(() => {
  tables = new Tables({
    owners: [{ owner_id: 'ann', vin: 'VIN1', nickname: 'Red' }, { owner_id: 'ann', vin: 'VIN2' }, { owner_id: 'bob', vin: 'VIN3' }],
    trips: [{ vin: 'VIN1', trip_id: 'T1', odometer: 7 }, { vin: 'VIN1', trip_id: 'T2' }, { vin: 'VIN3', trip_id: 'T3' }],
    reports: [{ vin: 'VIN1', report_id: 'R1' }, { vin: 'VIN3', report_id: 'R3' }],
    dtc: [{ vin: 'VIN1', dtc_id: '2026-03-01T10:00:00.000Z#P0300#T1', acknowledged: false }, { vin: 'VIN3', dtc_id: 'D3', acknowledged: false }],
    anomalies: [{ vin: 'VIN1', anomaly_id: 'T1#oil_temp', acknowledged: false }, { vin: 'VIN3', anomaly_id: 'A3', acknowledged: false }],
  });
});
const ann = (...request: [method: string, path: string, query?: Record<string, string>]) => client(tables, 'ann')(...request);
const ofBob = { 'trips': 'T3', 'health-reports': 'R3', 'dtc': 'D3', 'anomalies': 'A3' };

test('an owner sees their own vehicles, and not who else is an owner', async () => {
  const body = { items: [{ vin: 'VIN2' }, { vin: 'VIN1', nickname: 'Red' }] };
  assert.deepEqual(await ann('GET', '/vehicles'), { status: 200, type: 'application/json', body });
});

test('an owner sees what is kept of their vehicle, the last first, and each of it', async () => {
  assert.deepEqual((await ann('GET', '/vehicles/VIN1/trips')).body.items, [{ vin: 'VIN1', trip_id: 'T2' }, { vin: 'VIN1', trip_id: 'T1', odometer: 7 }]);
  assert.deepEqual((await ann('GET', '/vehicles/VIN1/trips/T1')).body, { vin: 'VIN1', trip_id: 'T1', odometer: 7 });
  assert.deepEqual((await ann('GET', '/vehicles/VIN1/health-reports/R1')).body, { vin: 'VIN1', report_id: 'R1' });
  assert.deepEqual((await ann('GET', '/vehicles/VIN2/anomalies')).body, { items: [] });
});

for (const [path, id] of [['dtc', '2026-03-01T10:00:00.000Z#P0300#T1'], ['anomalies', 'T1#oil_temp']]) {
  test(`an owner acknowledges ${path} as often as they like`, async () => {
    for (let times = 1; times <= 2; times++) {
      const { status, body } = await ann('PUT', `/vehicles/VIN1/${path}/${encodeURIComponent(id)}/acknowledge`);
      assert.deepEqual([status, body.acknowledged], [200, true]);
    }
    assert.equal(tables.items[path][0].acknowledged, true);
  });
}

test('an id that looks as if it were encoded is the one that it is', async () => {
  tables.items.trips.push({ vin: 'VIN1', trip_id: '50%41' }, { vin: 'VIN1', trip_id: '100%' });

  for (const trip_id of ['50%41', '100%']) {
    assert.deepEqual(await ann('GET', `/vehicles/VIN1/trips/${encodeURIComponent(trip_id)}`), {
      status: 200, type: 'application/json', body: { vin: 'VIN1', trip_id },
    });
  }
});

/** Every route with a vehicle, as a request about this one. */
const requestsAbout = (vin: string, ids: Record<string, string>) => ROUTES.flatMap(({ method, path, collection }) =>
  collection ? [[method, path.replace('{vin}', vin).replace(`{${collection.id}}`, ids[collection.path])] as const] : []);

for (const [method, path] of requestsAbout('VIN3', ofBob)) {
  test(`nobody but its owner gets at a vehicle: ${method} ${path}`, async () => {
    const before = structuredClone(tables.items);

    const { status, type, body } = await ann(method, path);

    assert.deepEqual([status, type], [404, 'application/problem+json']);
    assert.deepEqual(body, { type: 'about:blank', title: 'Not Found', status: 404, detail: 'there is no vehicle VIN3, or it is not yours' });
    assert.deepEqual(tables.sent, ['GetCommand owners']);
    assert.deepEqual(tables.items, before);
    assert.equal((await client(tables, 'bob')(method, path)).status, 200);
  });
}

for (const [method, path] of [['GET', '/vehicles'] as const, ...requestsAbout('VIN1', ofBob)]) {
  test(`without a user, nothing is looked up: ${method} ${path}`, async () => {
    assert.equal((await client(tables)(method, path)).status, 401);
    assert.deepEqual(tables.sent, []);
  });
}

test('one vehicle\'s items cannot be reached through another', async () => {
  for (const { path } of COLLECTIONS) {
    assert.equal((await ann('GET', `/vehicles/VIN1/${path}/${ofBob[path as keyof typeof ofBob]}`)).status, 404);
  }
});

test('an item that is not there is a problem, not a new item', async () => {
  const { status, body } = await ann('PUT', '/vehicles/VIN1/dtc/none/acknowledge');

  assert.deepEqual([status, body.detail], [404, 'there is no dtc_id none of vehicle VIN1, or it is not yours']);
  assert.equal(tables.items.dtc.length, 2);
});

/** As long as a key may be, and longer; a letter may take more than one byte. */
const LONGEST = 'é'.repeat(512);
const TOO_LONG = `${LONGEST}x`;
const idsOf = (id: string) => Object.fromEntries(COLLECTIONS.map(({ path }) => [path, encodeURIComponent(id)]));

test('what is longer than a key can be is not there, as anything else that is not', async () => {
  for (const key of [LONGEST, TOO_LONG]) {
    for (const [method, path] of [...requestsAbout(encodeURIComponent(key), ofBob), ...requestsAbout('VIN1', idsOf(key))]) {
      if (!path.includes('%')) continue;
      const { status, body } = await ann(method, path);
      assert.deepEqual([status, body.title], [404, 'Not Found'], `${method} ${path}`);
    }
  }
});

test('a request without a vehicle or an id, which no route has, finds nothing', async () => {
  for (const path of [{ vin: '', trip_id: 'T1' }, { vin: 'VIN1', trip_id: '' }, { vin: 'VIN1' }, {}]) {
    const answer = respond({ route: 'GET /vehicles/{vin}/trips/{trip_id}', owner: 'ann', path, query: {} }, dependenciesOf({ dynamodb: tables as never }, settings));
    await assert.rejects(answer, { status: 404 });
  }
});

test('pages follow each other to the end, without a gap and without a repetition', async () => {
  tables.items.trips = [...Array(60).keys()].map(number => ({ vin: 'VIN1', trip_id: `T${String(number).padStart(2, '0')}` }));
  const pages: string[][] = [];
  for (let next: string | undefined = undefined, first = true; first || next; first = false) {
    const { body }: { body: any } = await ann('GET', '/vehicles/VIN1/trips', { limit: '25', ...next && { next } });
    pages.push(body.items.map(({ trip_id }: { trip_id: string }) => trip_id));
    next = body.next;
  }

  assert.deepEqual(pages.map(page => page.length), [25, 25, 10]);
  assert.deepEqual(pages.flat(), tables.items.trips.map(({ trip_id }) => trip_id).sort().reverse());
});

test('a page of one vehicle, asked of another, stays with the other', async () => {
  tables.items.trips.push({ vin: 'VIN3', trip_id: 'T4' });
  const { body: { next } } = await client(tables, 'bob')('GET', '/vehicles/VIN3/trips', { limit: '1' });

  const { body } = await ann('GET', '/vehicles/VIN1/trips', { next });

  assert.deepEqual(body.items.map(({ vin }: { vin: string }) => vin), ['VIN1', 'VIN1']);
});

test('what is wrong with a page is told, all of it, before anything is looked up', async () => {
  const { status, body } = await ann('GET', '/vehicles/VIN1/trips', { limit: '0', next: '!!' });

  assert.deepEqual([status, body.title, body.detail], [
    400, 'Bad Request', 'limit must be a whole number from 1 to 100, got "0"; next must be the value of "next" of the previous page, got "!!"',
  ]);
  assert.deepEqual(tables.sent, []);
});

test('a page begins after anything that can be a key, and after nothing else', async () => {
  const after = (key: string) => ann('GET', '/vehicles/VIN1/trips', { next: Buffer.from(key).toString('base64url') });

  assert.equal((await after(LONGEST)).status, 200);
  const { status, body } = await after(TOO_LONG);
  assert.equal(status, 400);
  assert.match(body.detail, /^next must be the value of "next" of the previous page, got "/);
});

test('a failure is logged, and told without what it was', async t => {
  const logged = t.mock.method(console, 'error', () => undefined);
  const away = { send: mock.fn(async () => { throw new Error('table arn:aws:dynamodb:secret is away'); }) };

  const { status, type, body } = await client(away as never, 'ann')('GET', '/vehicles');

  assert.deepEqual([status, type, body.title], [500, 'application/problem+json', 'Internal Server Error']);
  assert.doesNotMatch(JSON.stringify(body), /arn/);
  assert.match(String((logged.mock.calls[0].arguments as any)[0].error), /is away/);
});
