import { CODES } from './codes';
import { Engine } from './engine';
import { Motion, moved, turned } from './motion';
import { Message, Telemetry } from './payloads';
import { phasesOf } from './phases';
import { Random } from './random';
import { Tally, round } from './tally';

export interface World {
  readonly seed: number;
  /** Time of the first simulated second, in milliseconds since 1970. */
  readonly start: number;
  /** Seconds between readings of a signal. */
  readonly interval: number;
  /** Place around which vehicles start, within about five kilometres; in degrees. */
  readonly near: { readonly latitude: number; readonly longitude: number };
}

const OVERHEATS = 0.08;
const REPORTS_A_CODE = 0.06;
/** Seconds between messages about a trip in progress. */
const TRIP_INTERVAL = 60;

/** A valid VIN of 17 characters, which contains the seed and the number of the vehicle. */
export const vinOf = (seed: number, index: number) => `CVS${String(seed).padStart(8, '0')}${String(index + 1).padStart(6, '0')}`;

/** Simulates a vehicle. Each step is one second, and yields the messages that the vehicle publishes in it. */
export function* vehicle(world: World, index: number): Generator<Message[], never> {
  const random = new Random(world.seed, index);
  const vin = vinOf(world.seed, index);
  const engine = new Engine(random);
  const temper = random.between(0, 1);
  const { latitude, longitude } = world.near;
  let motion: Motion = {
    latitude: latitude + random.between(-0.05, 0.05),
    longitude: longitude + random.between(-0.05, 0.05),
    heading: random.whole(0, 359),
    speed: 0,
  };
  let second = 0;

  for (let number = 1, parked = random.whole(0, 120); ; number++, parked = random.whole(120, 900)) {
    for (; parked > 0; parked--, second++) {
      engine.rest();
      yield [];
    }
    motion = yield* trip(`${vin}-${number}`);
  }

  /** Simulates a trip, from ignition on to ignition off. */
  function* trip(trip_id: string): Generator<Message[], Motion> {
    const seconds = random.whole(240, 1200);
    const code = random.chance(REPORTS_A_CODE) ? { after: random.whole(30, seconds), dtc: random.pick(CODES) } : undefined;
    const tally = new Tally();
    const began = second;
    const time = (at: number) => new Date(world.start + at * 1000).toISOString();
    const about = (ignition_status: 'on' | 'off'): Message => ({
      topic: `connectedcar/trip/${vin}`,
      payload: { vin, trip_id, ignition_status, start_time: time(began), end_time: time(second), ...tally.totals },
    });
    engine.start(OVERHEATS);
    let at = motion;

    for (const phase of phasesOf(seconds, temper, random)) {
      at = turned(at, phase.turn);
      for (let held = 0; held < phase.hold; second++) {
        const next = moved(at, phase);
        engine.run(next.speed);
        tally.add(at, next, engine.oil);
        if (next.speed === phase.speed) held++;
        at = next;
        const passed = second - began;
        yield [
          ...passed % world.interval === 0 ? signals(vin, trip_id, time(second), at, engine.oil) : [],
          ...passed === code?.after ? [{ topic: `connectedcar/dtc/${vin}`, payload: { vin, trip_id, dtc: code.dtc, timestamp: time(second) } } as const] : [],
          ...passed > 0 && passed % TRIP_INTERVAL === 0 ? [about('on')] : [],
        ];
      }
    }
    yield [about('off')];
    second++;
    return at;
  }
}

function signals(vin: string, trip_id: string, timestamp: string, { latitude, longitude, speed, heading }: Motion, oil: number): Message[] {
  const reading = (name: Telemetry['name'], value: number): Message => ({
    topic: `connectedcar/telemetry/${vin}`,
    payload: { timestamp, trip_id, vin, name, value, latitude: round(latitude, 6), longitude: round(longitude, 6) },
  });
  return [reading('oil_temp', round(oil, 1)), reading('vehicle_speed', round(speed, 1)), reading('location', heading)];
}
