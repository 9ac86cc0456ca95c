import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Notification, Dependencies, Rating, rate } from '../src/rate';

class FakeDependencies implements Dependencies {
  readonly written: Rating[] = [];
  readonly notifications: Notification[] = [];
  readonly told = new Set<string>();
  readonly claimed = new Set<string>();
  notifying = true;

  async write(rating: Rating) {
    this.written.push(rating);
  }

  async claim({ trip_id }: Rating) {
    if (this.told.has(trip_id) || this.claimed.has(trip_id)) return false;
    this.claimed.add(trip_id);
    return true;
  }

  async markTold({ trip_id }: Rating) {
    this.told.add(trip_id);
  }

  async notify(notification: Notification) {
    if (!this.notifying) throw new Error('notifications are away');
    this.notifications.push(notification);
  }
}

const trip = {
  vin: 'VIN1',
  trip_id: 'T7',
  ignition_status: 'off',
  start_time: '2026-03-01T10:00:00Z',
  end_time: '2026-03-01T10:20:00Z',
  odometer: 20,
  idle_duration: 120,
  high_speed_duration: 108,
  high_braking_event: 2,
  high_acceleration_event: 4,
};

test('writes the score to the trip and tells the vehicle', async () => {
  const dependencies = new FakeDependencies();

  await rate(trip, dependencies);

  assert.deepEqual(dependencies.written, [{ vin: 'VIN1', trip_id: 'T7', score: 88 }]);
  assert.deepEqual(dependencies.notifications, [{ vin: 'VIN1', message: { type: 'driver-safety', mqtt: { trip_id: 'T7', score: 88 } } }]);
});

test('texts the owners about a trip that was driven badly', async () => {
  const dependencies = new FakeDependencies();

  await rate({ ...trip, high_speed_duration: 1080, high_braking_event: 15 }, dependencies);

  assert.equal(
    dependencies.notifications[0].message.mobile,
    'The last trip of your vehicle VIN1 scored 33 of 100 for safe driving: 18 min at high speed, 15 hard brakings, 4 hard accelerations.',
  );
});

test('a trip that arrives again is not told again', async () => {
  const dependencies = new FakeDependencies();
  await rate(trip, dependencies);
  await rate(trip, dependencies);

  assert.deepEqual(dependencies.written.map(({ score }) => score), [88, 88]);
  assert.equal(dependencies.notifications.length, 1);
});

test('a trip that arrives twice at the same time is told once', async () => {
  const dependencies = new FakeDependencies();
  await Promise.all([rate(trip, dependencies), rate(trip, dependencies)]);

  assert.deepEqual(dependencies.written.map(({ score }) => score), [88, 88]);
  assert.equal(dependencies.notifications.length, 1);
});

test('a second attempt tells what the first could not', async () => {
  const dependencies = new FakeDependencies();
  dependencies.notifying = false;
  await assert.rejects(rate(trip, dependencies), /notifications are away/);

  dependencies.notifying = true;
  dependencies.claimed.clear();
  await rate(trip, dependencies);

  assert.equal(dependencies.notifications.length, 1);
});

test('refuses a trip and names everything that is wrong with it', async () => {
  await assert.rejects(
    rate({ vin: 7, start_time: 'noon', end_time: '2026-03-01T10:20:00Z', odometer: -1, idle_duration: '5', high_speed_duration: 1, high_braking_event: 0 }, new FakeDependencies()),
    /vin must be a text, got 7; trip_id must .* got undefined; start_time must .* got "noon"; odometer must .* got -1; idle_duration must .* got "5"; high_acceleration_event must/,
  );
  await assert.rejects(rate({ ...trip, end_time: trip.start_time }, new FakeDependencies()), /end_time must be after start_time/);
  await assert.rejects(rate({ ...trip, idle_duration: 1000, high_speed_duration: 201 }, new FakeDependencies()), /1000 and high_speed_duration 201 are more than its 1200 seconds/);
  await assert.rejects(rate(undefined, new FakeDependencies()), /vin must be a text, got undefined/);
});
