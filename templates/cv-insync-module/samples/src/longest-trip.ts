/** A trip that has ended, as the module fleet keeps it. */
export interface Trip {
  readonly vin: string;
  readonly trip_id: string;
  /** Its length, in kilometers. */
  readonly odometer: number;
}

/** What the function needs of the world; a test has one of its own. */
export interface Outside {
  trip(vin: string, tripId: string): Promise<Trip | undefined>;
  /** Keeps the trip, unless a longer one is kept; tells whether it did. */
  keepIfLonger(trip: Trip): Promise<boolean>;
}

/** Remembers a trip if it is the longest of its vehicle. */
export async function remember(event: unknown, outside: Outside): Promise<{ readonly longest: boolean }> {
  const { vin, trip_id: tripId } = (event ?? {}) as Record<string, unknown>;
  if (typeof vin !== 'string' || typeof tripId !== 'string') throw new Error(`expected { vin, trip_id }, got ${JSON.stringify(event)}`);
  const trip = await outside.trip(vin, tripId);
  if (!trip) throw new Error(`vehicle ${vin} has no trip ${tripId}`);
  return { longest: await outside.keepIfLonger(trip) };
}
