import assert from 'node:assert/strict';
import { test } from 'node:test';
import { moved, turned } from '../src/motion';
import { Phase } from '../src/phases';
import { Tally } from '../src/tally';

const still = { latitude: 48, longitude: 11, heading: 90, speed: 0 };
const phase = (speed: number, change: number): Phase => ({ kind: 'driving', speed, change, hold: 1, turn: 0 });

/** What a trip amounts to in which each second ends at the given speed. */
function totals(...speeds: number[]) {
  const tally = new Tally();
  let at = still;
  for (const speed of speeds) {
    const next = moved(at, phase(speed, 1000));
    tally.add(at, next, 200);
    at = next as typeof still;
  }
  return tally.totals;
}

test('a vehicle gets no faster than its phase allows', () => {
  assert.equal(moved(still, phase(50, 8)).speed, 8);
  assert.equal(moved({ ...still, speed: 46 }, phase(50, 8)).speed, 50);
  assert.equal(moved({ ...still, speed: 46 }, phase(0, 20)).speed, 26);
});

test('at 111.32 km/h due east, an hour is a degree of longitude at the equator', () => {
  let at = { ...still, latitude: 0, longitude: 0, speed: 111.32 };
  for (let second = 0; second < 3600; second++) at = moved(at, phase(111.32, 1)) as typeof at;

  assert.ok(Math.abs(at.longitude - 1) < 1e-6 && Math.abs(at.latitude) < 1e-6);
});

test('a turn stays on the compass', () => {
  assert.equal(turned({ ...still, heading: 10 }, -45).heading, 325);
  assert.equal(turned({ ...still, heading: 350 }, 45).heading, 35);
});

test('a trip counts seconds at rest and at high speed, and each hard braking and acceleration once, however long it takes', () => {
  const trip = totals(0, 0, 15, 30, 45, 50, 50, 30, 10, 0, 5, 125, 125, 120);

  assert.equal(trip.duration, 14);
  assert.equal(trip.idle_duration, 2);
  assert.equal(trip.high_speed_duration, 2);
  assert.equal(trip.high_acceleration_event, 2);
  assert.equal(trip.high_braking_event, 1);
});
