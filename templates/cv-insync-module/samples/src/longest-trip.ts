/** A completed trip, as the module fleet stores it. */
export interface Trip {
  readonly vin: string;
  readonly trip_id: string;
  /** Length of the trip, in kilometers. */
  readonly odometer: number;
}

/** What the function needs from AWS. Tests use an implementation in memory. */
export interface Dependencies {
  trip(vin: string, tripId: string): Promise<Trip | undefined>;
  /** Stores the trip unless a trip of at least its length is stored; returns whether it was stored. */
  keepIfLonger(trip: Trip): Promise<boolean>;
}

/** Stores a trip if it is the longest of its vehicle. */
export async function remember(event: unknown, dependencies: Dependencies): Promise<{ readonly longest: boolean }> {
  const { vin, trip_id: tripId } = (event ?? {}) as Record<string, unknown>;
  if (typeof vin !== 'string' || typeof tripId !== 'string') throw new Error(`expected { vin, trip_id }, got ${JSON.stringify(event)}`);
  const trip = await dependencies.trip(vin, tripId);
  if (!trip) throw new Error(`vehicle ${vin} has no trip ${tripId}`);
  return { longest: await dependencies.keepIfLonger(trip) };
}
