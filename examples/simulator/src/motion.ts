import { Phase } from './phases';

/** Position, heading and speed of a vehicle. */
export interface Motion {
  readonly latitude: number;
  readonly longitude: number;
  /** In degrees, clockwise from north. */
  readonly heading: number;
  /** In km/h. */
  readonly speed: number;
}

const KM_PER_DEGREE = 111.32;
const radians = (degrees: number) => degrees * Math.PI / 180;

export const turned = (motion: Motion, degrees: number): Motion => ({ ...motion, heading: (motion.heading + degrees + 360) % 360 });

/** The motion one second later. */
export function moved(motion: Motion, { speed: target, change }: Phase): Motion {
  const speed = motion.speed + Math.max(-change, Math.min(change, target - motion.speed));
  const degrees = (motion.speed + speed) / 2 / 3600 / KM_PER_DEGREE;
  const { latitude, longitude, heading } = motion;
  return {
    latitude: latitude + degrees * Math.cos(radians(heading)),
    longitude: longitude + degrees * Math.sin(radians(heading)) / Math.cos(radians(latitude)),
    heading,
    speed,
  };
}

/** Kilometres driven between two motions that are one second apart. */
export const distance = (before: Motion, after: Motion) => (before.speed + after.speed) / 2 / 3600;
