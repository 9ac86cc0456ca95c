import { scoreOf } from './score';
import { Trip, parseTrip } from './trip';

/** Owners are texted about trips that scored less; the vehicle is told every score. */
export const TEXT_BELOW = 60;

export interface Rating {
  readonly vin: string;
  readonly trip_id: string;
  readonly score: number;
}

/** What the notifications module is asked to send. */
export interface Notification {
  readonly vin: string;
  readonly message: { readonly type: 'driver-safety'; readonly mobile?: string; readonly mqtt: object };
}

/** What the module needs of the outside. */
export interface Outside {
  /** Writes a score to its trip, as soon as that is stored as it ended. Fails if it still is not after some seconds. */
  write(rating: Rating): Promise<void>;
  /** Whether a score has to be told, and no other attempt is at that. */
  claim(rating: Rating): Promise<boolean>;
  markTold(rating: Rating): Promise<void>;
  notify(notification: Notification): Promise<void>;
}

/** Scores a trip that ended. The same trip again writes the same score, and tells it only if that was not done, and is not being done. */
export async function rate(event: unknown, outside: Outside): Promise<Rating> {
  const trip = parseTrip(event);
  const { vin, trip_id } = trip;
  const rating = { vin, trip_id, score: scoreOf(trip) };
  await outside.write(rating);
  if (!await outside.claim(rating)) return rating;

  await outside.notify(notificationOf(rating, trip));
  await outside.markTold(rating);
  return rating;
}

function notificationOf({ vin, trip_id, score }: Rating, trip: Trip): Notification {
  const { high_speed_duration, high_braking_event, high_acceleration_event } = trip;
  const text = `The last trip of your vehicle ${vin} scored ${score} of 100 for safe driving: ${Math.round(high_speed_duration / 60)} min at high speed, `
    + `${high_braking_event} hard brakings, ${high_acceleration_event} hard accelerations.`;
  return { vin, message: { type: 'driver-safety', ...score < TEXT_BELOW && { mobile: text }, mqtt: { trip_id, score } } };
}
