import { Trip } from './trip';

/** Maximum deduction for each kind of driving. Their sum is 100, so scores are from 0 to 100. */
export const DEDUCTIONS = { highSpeed: 40, braking: 30, acceleration: 20, idling: 10 } as const;

/**
 * Scores how safely a trip was driven: 100 minus
 * - 40 times the share of driving time at high speed,
 * - 30 times the number of hard brakings per kilometre,
 * - 20 times the number of hard accelerations per kilometre,
 * - 10 times the share of idle time.
 *
 * A share or rate counts as at most 1, and a trip as at least one kilometre. A higher value of any of the four never increases the score.
 */
export function scoreOf(trip: Omit<Trip, 'vin' | 'trip_id'>): number {
  const moving = trip.duration - trip.idle_duration;
  const kilometres = Math.max(trip.odometer, 1);
  return Math.round(100
    - DEDUCTIONS.highSpeed * atMostOne(moving > 0 ? trip.high_speed_duration / moving : 0)
    - DEDUCTIONS.braking * atMostOne(trip.high_braking_event / kilometres)
    - DEDUCTIONS.acceleration * atMostOne(trip.high_acceleration_event / kilometres)
    - DEDUCTIONS.idling * atMostOne(trip.idle_duration / trip.duration));
}

const atMostOne = (value: number) => Math.min(value, 1);
