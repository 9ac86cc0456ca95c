import { Random } from './random';

/** A phase of a trip: the vehicle changes its speed by at most `change` km/h per second until it reaches `speed`, and holds that for a while. */
export interface Phase {
  readonly kind: 'idle' | 'driving' | 'braking';
  /** In km/h. */
  readonly speed: number;
  /** In km/h per second. */
  readonly change: number;
  /** Seconds at that speed. */
  readonly hold: number;
  /** Degrees by which the vehicle turns before the phase. */
  readonly turn: number;
}

/** City, country road, highway, and speeding on a highway. */
const ROADS = [{ speed: 50, hold: 60 }, { speed: 90, hold: 120 }, { speed: 115, hold: 180 }, { speed: 140, hold: 150 }];

const idle = (hold: number): Phase => ({ kind: 'idle', speed: 0, change: 100, hold, turn: 0 });

/** The phases of a trip of about `seconds`. A driver with a higher `temper` (0 to 1) accelerates, brakes and speeds more. */
export function* phasesOf(seconds: number, temper: number, random: Random): Generator<Phase> {
  yield idle(random.whole(5, 30));
  for (let left = seconds; left > 0;) {
    const { speed, hold } = ROADS[random.chance(temper * 0.4) ? 3 : random.whole(0, 2)];
    const harsh = () => random.chance(temper * 0.5);
    const driving: Phase = {
      kind: 'driving',
      speed: speed * random.between(0.85, 1.1),
      change: harsh() ? random.between(11, 16) : random.between(4, 8),
      hold: random.whole(hold / 4, hold),
      turn: random.pick([-90, -45, 0, 0, 45, 90]),
    };
    const stops = left <= driving.hold || random.chance(0.6);
    yield driving;
    yield { ...driving, kind: 'braking', speed: stops ? 0 : driving.speed / 2, change: harsh() ? random.between(16, 28) : random.between(5, 12), hold: 1, turn: 0 };
    if (stops) yield idle(random.whole(3, 40));
    left -= driving.hold + 30;
  }
  yield { kind: 'braking', speed: 0, change: 8, hold: 1, turn: 0 };
}
