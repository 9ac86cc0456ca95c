import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Anomaly, Notification, Trip } from '../src/anomaly';
import { Dependencies, watch } from '../src/watch';

class FakeDependencies implements Dependencies {
  readonly anomalies = new Map<string, Anomaly>();
  readonly archived: Anomaly[] = [];
  readonly notifications: Notification[] = [];
  readonly claimed = new Set<string>();
  notifying = true;

  constructor(private readonly trips: Record<string, Trip> = {}) {}

  async trip(_vin: string, tripId: string) {
    return this.trips[tripId];
  }

  async claim(anomaly: Anomaly) {
    const stored = this.anomalies.get(anomaly.anomaly_id) ?? anomaly;
    this.anomalies.set(stored.anomaly_id, stored);
    if (stored.notified || this.claimed.has(stored.anomaly_id)) return undefined;
    this.claimed.add(stored.anomaly_id);
    return stored;
  }

  async archive(anomaly: Anomaly) {
    this.archived.push(anomaly);
  }

  async notify(notification: Notification) {
    if (!this.notifying) throw new Error('notifications are away');
    this.notifications.push(notification);
  }

  async markNotified(anomaly: Anomaly) {
    this.anomalies.set(anomaly.anomaly_id, { ...anomaly, notified: true });
  }
}

const signal = { vin: 'VIN1', trip_id: 'T7', name: 'oil_temp', value: 291.5, timestamp: '2026-03-01T10:00:00Z', latitude: 48.1, longitude: 11.6 };
const later = { ...signal, value: 300, timestamp: '2026-03-01T10:00:01Z' };

test('stores, archives and tells a signal that is out of the ordinary', async () => {
  const dependencies = new FakeDependencies({ T7: { odometer: 4711 } });

  await watch(signal, dependencies);

  assert.deepEqual([...dependencies.anomalies.values()], [{
    vin: 'VIN1',
    anomaly_id: 'T7#oil_temp',
    trip_id: 'T7',
    signal: 'oil_temp',
    value: 291.5,
    score: 41.5,
    timestamp: '2026-03-01T10:00:00.000Z',
    description: 'The engine oil is too hot. Slow down, and have the oil checked soon',
    latitude: 48.1,
    longitude: 11.6,
    odometer: 4711,
    acknowledged: false,
    notified: true,
  }]);
  assert.equal(dependencies.archived[0].anomaly_id, 'T7#oil_temp');
  assert.deepEqual(dependencies.notifications.map(({ message: { type, mobile } }) => [type, mobile]), [
    ['anomaly', 'The engine oil is too hot. Slow down, and have the oil checked soon (oil_temp 291.5 °F).'],
  ]);
});

for (const [what, change] of Object.entries({ 'at the limit': { value: 280 }, 'of another name': { name: 'vehicle_speed' }, 'with the name of a method': { name: 'toString' } })) {
  test(`leaves a signal ${what} alone`, async () => {
    const dependencies = new FakeDependencies();

    assert.equal(await watch({ ...signal, ...change }, dependencies), undefined);
    assert.equal(dependencies.anomalies.size, 0);
  });
}

test('a trip has one anomaly of a signal, however long it lasts, and another trip has its own', async () => {
  const dependencies = new FakeDependencies();

  for (const each of [signal, later, signal, { ...signal, trip_id: 'T8' }]) await watch(each, dependencies);

  assert.deepEqual([...dependencies.anomalies.values()].map(({ anomaly_id, value }) => [anomaly_id, value]), [['T7#oil_temp', 291.5], ['T8#oil_temp', 291.5]]);
  assert.equal(dependencies.notifications.length, 2);
});

test('signals that come at the same time are told once', async () => {
  const dependencies = new FakeDependencies();

  await Promise.all([watch(signal, dependencies), watch(signal, dependencies), watch(later, dependencies)]);

  assert.deepEqual([...dependencies.anomalies.values()].map(({ value }) => value), [291.5]);
  assert.equal(dependencies.archived.length, 1);
  assert.equal(dependencies.notifications.length, 1);
});

for (const [what, next] of Object.entries({ 'a second attempt': signal, 'a later signal, once no attempt is at it any more,': later })) {
  test(`${what} tells what the first attempt could not`, async () => {
    const dependencies = new FakeDependencies();
    dependencies.notifying = false;
    await assert.rejects(watch(signal, dependencies), /notifications are away/);
    dependencies.notifying = true;
    await watch(next, dependencies);
    assert.equal(dependencies.notifications.length, 0);

    dependencies.claimed.clear();
    await watch(next, dependencies);

    assert.match(dependencies.notifications[0].message.mobile, /291.5/);
    assert.deepEqual([...dependencies.anomalies.values()].map(({ notified }) => notified), [true]);
  });
}

test('refuses a signal and names everything that is wrong with it', async () => {
  await assert.rejects(
    watch({ vin: '', name: 'oil_temp', value: 'hot', timestamp: 'now', latitude: 'north' }, new FakeDependencies()),
    /^Error: not a signal: vin must be a text, got ""; trip_id must be .* undefined; value must be .* "hot"; timestamp must be .* "now"; latitude must be .* "north"$/,
  );
  await assert.rejects(watch(undefined, new FakeDependencies()), /vin must be a text, got undefined/);
});
