import { Motion, distance } from './motion';
import { Trip } from './payloads';

/** Above this speed, a second counts as driven at high speed. In km/h. */
export const HIGH_SPEED = 120;
/** A larger change of speed in one second counts as an event. In km/h. */
export const HIGH_BRAKING = 15;
export const HIGH_ACCELERATION = 10;

export const round = (value: number, digits: number) => Number(value.toFixed(digits));

/** Sums up a trip, second by second. */
export class Tally {
  private duration = 0;
  private idle = 0;
  private highSpeed = 0;
  private braking = 0;
  private acceleration = 0;
  private kilometres = 0;
  private oil = 0;
  /** The event of the previous second. An event that lasts several seconds counts once. */
  private current: 'braking' | 'acceleration' | undefined;

  add(before: Motion, after: Motion, oil: number): void {
    this.duration++;
    this.oil += oil;
    this.kilometres += distance(before, after);
    if (before.speed === 0 && after.speed === 0) this.idle++;
    if (after.speed > HIGH_SPEED) this.highSpeed++;
    const gained = after.speed - before.speed;
    const event = gained > HIGH_ACCELERATION ? 'acceleration' : gained < -HIGH_BRAKING ? 'braking' : undefined;
    if (event && event !== this.current) this[event]++;
    this.current = event;
  }

  get totals(): Pick<Trip, 'odometer' | 'duration' | 'idle_duration' | 'high_speed_duration' | 'high_braking_event' | 'high_acceleration_event' | 'vehicle_speed_mean' | 'oil_temp_mean'> {
    return {
      odometer: round(this.kilometres, 3),
      duration: this.duration,
      idle_duration: this.idle,
      high_speed_duration: this.highSpeed,
      high_braking_event: this.braking,
      high_acceleration_event: this.acceleration,
      vehicle_speed_mean: round(this.kilometres * 3600 / this.duration, 1),
      oil_temp_mean: round(this.oil / this.duration, 1),
    };
  }
}
