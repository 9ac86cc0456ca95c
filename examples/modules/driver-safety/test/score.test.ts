import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { scoreOf } from '../src/score';

/** A trip with 40 minutes on the move and some more at rest. */
const trips = fc.record({
  idle_duration: fc.integer({ min: 0, max: 3600 }),
  odometer: fc.float({ min: 0, max: 500, noNaN: true }),
  high_speed_duration: fc.integer({ min: 0, max: 2400 }),
  high_braking_event: fc.integer({ min: 0, max: 100 }),
  high_acceleration_event: fc.integer({ min: 0, max: 100 }),
}).map(trip => ({ ...trip, duration: 2400 + trip.idle_duration }));

test('a score is a whole number from 0 to 100', () => {
  fc.assert(fc.property(trips, trip => {
    const score = scoreOf(trip);
    assert.ok(Number.isInteger(score) && score >= 0 && score <= 100, String(score));
  }), { seed: 1 });
});

for (const [key, most] of [['high_speed_duration', 2400], ['high_braking_event', 100], ['high_acceleration_event', 100]] as const) {
  test(`more ${key} never raises the score, and lowers it in the end`, () => {
    fc.assert(fc.property(trips, fc.integer({ min: 0, max: most }), (trip, value) => {
      const [less, more] = [trip[key], value].sort((a, b) => a - b).map(amount => scoreOf({ ...trip, [key]: amount }));
      assert.ok(more <= less, `${less} became ${more}`);
    }), { seed: 1 });
    const calm = { duration: 2400, idle_duration: 0, odometer: 40, high_speed_duration: 0, high_braking_event: 0, high_acceleration_event: 0 };
    assert.ok(scoreOf({ ...calm, [key]: most }) < scoreOf(calm));
  });
}

test('the same events on a longer way never lower the score', () => {
  fc.assert(fc.property(trips, fc.float({ min: 0, max: 500, noNaN: true }), (trip, more) => {
    assert.ok(scoreOf({ ...trip, odometer: trip.odometer + more }) >= scoreOf(trip));
  }), { seed: 1 });
});

test('standing longer never raises the score', () => {
  fc.assert(fc.property(trips, fc.integer({ min: 0, max: 3600 }), (trip, more) => {
    assert.ok(scoreOf({ ...trip, idle_duration: trip.idle_duration + more, duration: trip.duration + more }) <= scoreOf(trip));
  }), { seed: 1 });
});

test('a trip without fault gets 100; what remains of one with nothing but high speed, or standing, and events is 10 and 40', () => {
  const best = { duration: 600, idle_duration: 0, odometer: 10, high_speed_duration: 0, high_braking_event: 0, high_acceleration_event: 0 };
  assert.equal(scoreOf(best), 100);
  assert.equal(scoreOf({ ...best, high_speed_duration: 600, high_braking_event: 10, high_acceleration_event: 10 }), 10);
  assert.equal(scoreOf({ ...best, idle_duration: 600, high_braking_event: 10, high_acceleration_event: 10 }), 40);
});

test('an ordinary trip loses a little for each', () => {
  const trip = { duration: 1200, idle_duration: 120, odometer: 20, high_speed_duration: 108, high_braking_event: 2, high_acceleration_event: 4 };
  assert.equal(scoreOf(trip), 100 - 4 - 3 - 4 - 1);
});
