import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { CODES } from '../src/codes';
import { Simulation, simulate, vins } from '../src/fleet';
import { Message, Trip } from '../src/payloads';

const START = Date.parse('2026-03-01T06:00:00Z');
const simulations = fc.record({
  seed: fc.integer({ min: 0, max: 99_999_999 }),
  vehicles: fc.integer({ min: 1, max: 4 }),
  seconds: fc.integer({ min: 1, max: 3600 }),
  interval: fc.integer({ min: 1, max: 60 }),
  start: fc.constant(START),
  near: fc.constant({ latitude: 48, longitude: 11 }),
});
const messagesOf = (simulation: Simulation) => [...simulate(simulation)].flat();
const timeOf = ({ payload }: Message) => Date.parse('timestamp' in payload ? payload.timestamp : payload.end_time);
const holds = (check: (simulation: Simulation, messages: Message[]) => void) =>
  fc.assert(fc.property(simulations, simulation => check(simulation, messagesOf(simulation))), { numRuns: 40, seed: 7 });

test('the same arguments give the same bytes', () => {
  holds((simulation, messages) => assert.equal(JSON.stringify(messagesOf(simulation)), JSON.stringify(messages)));
});

test('another seed gives other messages', () => {
  const simulation = { seed: 1, vehicles: 1, seconds: 600, interval: 10, start: START, near: { latitude: 48, longitude: 11 } };
  const values = (seed: number) => messagesOf({ ...simulation, seed }).map(({ payload }) => 'value' in payload ? payload.value : 0);

  assert.notDeepEqual(values(1), values(2));
});

test('a vehicle does the same whoever else is in the fleet', () => {
  holds((simulation, messages) => {
    const [first] = vins(simulation);
    assert.deepEqual(messagesOf({ ...simulation, vehicles: 1 }), messages.filter(({ payload }) => payload.vin === first));
  });
});

test('time never goes back, and stays within the simulation', () => {
  holds(({ seconds }, messages) => {
    const times = messages.map(timeOf);
    assert.deepEqual(times, [...times].sort((a, b) => a - b));
    for (const time of times) assert.ok(time >= START && time < START + seconds * 1000);
  });
});

test('a vehicle publishes to its own topics, and names itself and its trip', () => {
  holds((simulation, messages) => {
    const fleet = vins(simulation);
    assert.equal(new Set(fleet).size, simulation.vehicles);
    for (const { topic, payload } of messages) {
      assert.match(payload.vin, /^[A-HJ-NPR-Z0-9]{17}$/);
      assert.ok(fleet.includes(payload.vin));
      assert.match(topic, new RegExp(`^connectedcar/(telemetry|trip|dtc)/${payload.vin}$`));
      assert.match(payload.trip_id, new RegExp(`^${payload.vin}-\\d+$`));
    }
  });
});

test('signals are in the range of their kind', () => {
  const ranges = { oil_temp: [50, 312], vehicle_speed: [0, 160], location: [0, 359] };
  holds((_, messages) => {
    for (const { payload } of messages) {
      if (!('name' in payload)) continue;
      const [low, high] = ranges[payload.name];
      assert.ok(payload.value >= low && payload.value <= high, `${payload.name} ${payload.value}`);
      assert.ok(Math.abs(payload.latitude - 48) < 3 && Math.abs(payload.longitude - 11) < 3);
    }
  });
});

test('a trip adds up, grows while it lasts, and ends once', () => {
  holds((_, messages) => {
    const trips = new Map<string, Trip>();
    for (const { payload } of messages) {
      if (!('ignition_status' in payload)) continue;
      const before = trips.get(payload.trip_id);
      assert.notEqual(before?.ignition_status, 'off');
      assert.ok(payload.odometer >= (before?.odometer ?? 0) && payload.duration >= (before?.duration ?? 1));
      assert.ok(payload.idle_duration + payload.high_speed_duration <= payload.duration);
      assert.ok(Math.abs(payload.odometer * 3600 / payload.duration - payload.vehicle_speed_mean) < 0.1);
      trips.set(payload.trip_id, payload);
    }
  });
});

test('in a large fleet, some engines overheat, some codes are reported, and most trips are neither', () => {
  const messages = messagesOf({ seed: 1, vehicles: 100, seconds: 7200, interval: 60, start: START, near: { latitude: 48, longitude: 11 } });

  const trips = new Set(messages.map(({ payload }) => payload.trip_id)).size;
  const hot = new Set(messages.filter(({ payload }) => 'name' in payload && payload.name === 'oil_temp' && payload.value > 280).map(({ payload }) => payload.trip_id)).size;
  const codes = messages.flatMap(({ payload }) => 'dtc' in payload ? [payload.dtc] : []);
  assert.ok(hot > 0 && hot < trips / 5, `${hot} of ${trips}`);
  assert.ok(codes.length > 0 && codes.length < trips / 5, `${codes.length} of ${trips}`);
  for (const code of codes) assert.ok(CODES.includes(code));
});
