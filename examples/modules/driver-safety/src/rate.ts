import { scoreOf } from './score';
import { Trip, parseTrip } from './trip';

/** Owners receive a text message for trips with a lower score. The vehicle receives every score. */
export const TEXT_BELOW = 60;

export interface Rating {
  readonly vin: string;
  readonly trip_id: string;
  readonly score: number;
}

/** The request to the notifications module. */
export interface Notification {
  readonly vin: string;
  readonly message: { readonly type: 'driver-safety'; readonly mobile?: string; readonly mqtt: object };
}

/** What the module needs from AWS. Tests use an implementation in memory. */
export interface Dependencies {
  /** Stores a score with its trip, once the end of the trip is stored. Fails if that takes longer than some seconds. */
  write(rating: Rating): Promise<void>;
  /** Whether the notification of a score is not sent yet, and no other attempt is doing that. */
  claim(rating: Rating): Promise<boolean>;
  markTold(rating: Rating): Promise<void>;
  notify(notification: Notification): Promise<void>;
}

/** Scores a completed trip. A repeated event stores the same score, and sends the notification only if no other attempt has sent it or is sending it. */
export async function rate(event: unknown, dependencies: Dependencies): Promise<Rating> {
  const trip = parseTrip(event);
  const { vin, trip_id } = trip;
  const rating = { vin, trip_id, score: scoreOf(trip) };
  await dependencies.write(rating);
  if (!await dependencies.claim(rating)) return rating;

  await dependencies.notify(notificationOf(rating, trip));
  await dependencies.markTold(rating);
  return rating;
}

function notificationOf({ vin, trip_id, score }: Rating, trip: Trip): Notification {
  const { high_speed_duration, high_braking_event, high_acceleration_event } = trip;
  const text = `The last trip of your vehicle ${vin} scored ${score} of 100 for safe driving: ${Math.round(high_speed_duration / 60)} min at high speed, `
    + `${high_braking_event} hard brakings, ${high_acceleration_event} hard accelerations.`;
  return { vin, message: { type: 'driver-safety', ...score < TEXT_BELOW && { mobile: text }, mqtt: { trip_id, score } } };
}
