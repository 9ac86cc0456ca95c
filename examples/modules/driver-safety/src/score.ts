import { Trip } from './trip';

/** What each kind of driving costs at most. Together 100, so that a score is from 0 to 100. */
export const COSTS = { highSpeed: 40, braking: 30, acceleration: 20, idling: 10 } as const;

/**
 * How safely a trip was driven: 100 less
 * - 40 times the share of the time on the move that was at high speed,
 * - 30 times the hard brakings per kilometre,
 * - 20 times the hard accelerations per kilometre,
 * - 10 times the share of the trip at rest,
 *
 * where a share or rate counts as 1 at most, and a trip as a kilometre at least. So more of any of the four never raises the score.
 */
export function scoreOf(trip: Omit<Trip, 'vin' | 'trip_id'>): number {
  const moving = trip.duration - trip.idle_duration;
  const kilometres = Math.max(trip.odometer, 1);
  return Math.round(100
    - COSTS.highSpeed * atMostOne(moving > 0 ? trip.high_speed_duration / moving : 0)
    - COSTS.braking * atMostOne(trip.high_braking_event / kilometres)
    - COSTS.acceleration * atMostOne(trip.high_acceleration_event / kilometres)
    - COSTS.idling * atMostOne(trip.idle_duration / trip.duration));
}

const atMostOne = (value: number) => Math.min(value, 1);
