import assert from 'node:assert/strict';
import { test } from 'node:test';
import { distance } from '../src/distance.mjs';
import { guide } from '../src/guide.mjs';

const COFFEE = { point_id: 'coffee', latitude: 48.137, longitude: 11.575, message: 'Coffee at the square' };
const signal = { vin: 'VIN1', trip_id: 'T7', name: 'location', value: 90, latitude: 48.139, longitude: 11.575, timestamp: '2026-03-01T10:00:00Z' };

const keyOf = ({ vin, offer_id }) => `${vin} ${offer_id}`;

class FakeDependencies {
  offers = new Map();
  archived = [];
  notifications = [];
  claimed = new Set();
  notifying = true;

  constructor(...points) {
    this.points = async () => points;
  }

  async claim(offer) {
    const key = keyOf(offer);
    if (!this.offers.has(key)) this.offers.set(key, offer);
    if (this.offers.get(key).notified || this.claimed.has(key)) return false;
    this.claimed.add(key);
    return true;
  }

  async archive(offer) {
    this.archived.push(offer);
  }

  async notify(notification) {
    if (!this.notifying) throw new Error('notifications are away');
    this.notifications.push(notification);
  }

  async markNotified(offer) {
    this.offers.get(keyOf(offer)).notified = true;
  }
}

test('distances are those of a map', () => {
  const [munich, berlin] = [{ latitude: 48.1372, longitude: 11.5755 }, { latitude: 52.52, longitude: 13.405 }];
  assert.ok(Math.abs(distance(munich, berlin) - 504_000) < 2000);
  assert.equal(distance(munich, munich), 0);
  assert.equal(distance(munich, berlin), distance(berlin, munich));
  assert.ok(Math.abs(distance({ latitude: 0, longitude: 179.999 }, { latitude: 0, longitude: -179.999 }) - 222) < 1);
  assert.ok(Math.abs(distance({ latitude: 90, longitude: 0 }, { latitude: -90, longitude: 0 }) - Math.PI * 6_371_000) < 1);
});

test('a vehicle is told of a point near it, and its owner is not texted', async () => {
  const dependencies = new FakeDependencies(COFFEE);

  assert.deepEqual(await guide(signal, 500, dependencies), ['coffee']);
  assert.deepEqual(dependencies.notifications, [{
    vin: 'VIN1', message: { type: 'poi', mqtt: { point_id: 'coffee', message: 'Coffee at the square', latitude: 48.137, longitude: 11.575 } },
  }]);
  assert.equal(dependencies.archived.length, 1);
});

test('it is told once in a trip, and again in the next', async () => {
  const dependencies = new FakeDependencies(COFFEE);
  for (const trip_id of ['T7', 'T7', 'T8']) await guide({ ...signal, trip_id }, 500, dependencies);

  assert.deepEqual([...dependencies.offers.keys()], ['VIN1 T7#coffee', 'VIN1 T8#coffee']);
  assert.equal(dependencies.notifications.length, 2);
});

test('another vehicle is told, too, although it calls its trip the same', async () => {
  const dependencies = new FakeDependencies(COFFEE);
  for (const vin of ['VIN1', 'VIN2']) await guide({ ...signal, vin }, 500, dependencies);

  assert.deepEqual(dependencies.notifications.map(({ vin }) => vin), ['VIN1', 'VIN2']);
});

test('locations that come at the same time are told once', async () => {
  const dependencies = new FakeDependencies(COFFEE);
  await Promise.all([1, 2, 3].map(second => guide({ ...signal, timestamp: `2026-03-01T10:00:0${second}Z` }, 500, dependencies)));

  assert.equal(dependencies.archived.length, 1);
  assert.equal(dependencies.notifications.length, 1);
});

test('a point that is too far away is not told, by its own radius if it has one', async () => {
  assert.deepEqual(await guide(signal, 200, new FakeDependencies(COFFEE)), []);
  assert.deepEqual(await guide(signal, 200, new FakeDependencies({ ...COFFEE, radius: 300 })), ['coffee']);
  assert.deepEqual(await guide(signal, 500, new FakeDependencies({ ...COFFEE, radius: 100 })), []);
});

test('a second attempt tells what the first could not', async () => {
  const dependencies = new FakeDependencies(COFFEE);
  dependencies.notifying = false;
  await assert.rejects(guide(signal, 500, dependencies), /notifications are away/);

  dependencies.notifying = true;
  dependencies.claimed.clear();
  assert.deepEqual(await guide(signal, 500, dependencies), ['coffee']);
});

test('an offer is forgotten a month after its trip', async () => {
  const dependencies = new FakeDependencies(COFFEE);
  await guide(signal, 500, dependencies);

  assert.equal(new Date([...dependencies.offers.values()][0].expires * 1000).toISOString(), '2026-03-31T10:00:00.000Z');
});

test('refuses a location and names everything that is wrong with it', async () => {
  await assert.rejects(
    guide({ vin: 'VIN1', latitude: 91, longitude: 'east', timestamp: 'noon' }, 500, new FakeDependencies()),
    /trip_id must be a text, got undefined; latitude must .* got 91; longitude must .* got "east"; timestamp must .* got "noon"/,
  );
});
