import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Finding, Notification, Trip } from '../src/finding';
import { Dependencies, record } from '../src/record';

class FakeDependencies implements Dependencies {
  readonly findings = new Map<string, Finding>();
  readonly notifications: Notification[] = [];
  readonly claimed = new Set<string>();
  notifying = true;

  constructor(private readonly trips: Record<string, Trip> = {}) {}

  async trip(_vin: string, tripId: string) {
    return this.trips[tripId];
  }

  async claim(finding: Finding) {
    const stored = this.findings.get(finding.dtc_id) ?? finding;
    this.findings.set(stored.dtc_id, stored);
    if (stored.notified || this.claimed.has(stored.dtc_id)) return undefined;
    this.claimed.add(stored.dtc_id);
    return stored;
  }

  async markNotified(finding: Finding) {
    this.findings.set(finding.dtc_id, { ...finding, notified: true });
  }

  async notify(notification: Notification) {
    if (!this.notifying) throw new Error('notifications are away');
    this.notifications.push(notification);
  }
}

const report = { vin: 'VIN1', trip_id: 'T7', dtc: 'P0300', timestamp: '2026-03-01T10:00:00Z' };

test('explains, stores and tells a reported code', async () => {
  const dependencies = new FakeDependencies({ T7: { odometer: 4711 } });

  await record(report, dependencies);

  assert.deepEqual([...dependencies.findings.values()], [{
    vin: 'VIN1',
    dtc_id: '2026-03-01T10:00:00.000Z#P0300#T7',
    trip_id: 'T7',
    dtc: 'P0300',
    timestamp: '2026-03-01T10:00:00.000Z',
    description: 'Several cylinders misfire',
    steps: ['Drive gently and avoid high engine speeds', 'Stop if the engine lamp flashes', 'Have it checked by a workshop within a few days'],
    odometer: 4711,
    acknowledged: false,
    notified: true,
  }]);
  assert.equal(dependencies.notifications.length, 1);
  assert.equal(dependencies.notifications[0].message.type, 'dtc');
  assert.match(dependencies.notifications[0].message.mobile, /^Your vehicle reports P0300: Several cylinders misfire\. Drive gently/);
});

test('the same report again neither tells twice nor takes an acknowledgement back', async () => {
  const dependencies = new FakeDependencies();
  const { dtc_id } = (await record(report, dependencies))!;
  dependencies.findings.set(dtc_id, { ...dependencies.findings.get(dtc_id)!, acknowledged: true });

  await record({ ...report, dtc: ' p0300 ', timestamp: '2026-03-01T11:00:00+01:00' }, dependencies);

  assert.equal(dependencies.notifications.length, 1);
  assert.equal(dependencies.findings.get(dtc_id)!.acknowledged, true);
});

test('the same report at the same time is told once', async () => {
  const dependencies = new FakeDependencies();

  await Promise.all([record(report, dependencies), record(report, dependencies)]);

  assert.equal(dependencies.findings.size, 1);
  assert.equal(dependencies.notifications.length, 1);
});

test('a second attempt tells what the first could not', async () => {
  const dependencies = new FakeDependencies();
  dependencies.notifying = false;
  await assert.rejects(record(report, dependencies), /notifications are away/);
  assert.deepEqual([...dependencies.findings.values()].map(({ notified }) => notified), [false]);

  dependencies.notifying = true;
  dependencies.claimed.clear();
  await record(report, dependencies);

  assert.equal(dependencies.notifications.length, 1);
  assert.deepEqual([...dependencies.findings.values()].map(({ notified }) => notified), [true]);
});

test('a code that nobody knows is kept and told, too', async () => {
  const dependencies = new FakeDependencies();

  const finding = await record({ ...report, dtc: 'U1A2F' }, dependencies);

  assert.equal(finding?.description, 'Unknown code');
  assert.match(dependencies.notifications[0].message.mobile, /U1A2F: Unknown code\. Have the code read by a workshop\.$/);
});

test('refuses a report and names everything that is wrong with it', async () => {
  await assert.rejects(
    record({ vin: '', dtc: 'misfire', timestamp: 'yesterday' }, new FakeDependencies()),
    /vin must be a text, got ""; trip_id must be .* got undefined; dtc must be .* got "misfire"; timestamp must be .* got "yesterday"/,
  );
});
