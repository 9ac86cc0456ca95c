/** A completed trip, as its vehicle published it to `connectedcar/trip/<vin>`. */
export interface Trip {
  readonly vin: string;
  readonly trip_id: string;
  /** In seconds, above zero. */
  readonly duration: number;
  /** Kilometres driven. */
  readonly odometer: number;
  /** In seconds, at most the duration of the trip together with the next one. */
  readonly idle_duration: number;
  readonly high_speed_duration: number;
  readonly high_braking_event: number;
  readonly high_acceleration_event: number;
}

const AMOUNTS = ['odometer', 'idle_duration', 'high_speed_duration', 'high_braking_event', 'high_acceleration_event'] as const;

/** Parses a trip; the error names all problems. */
export function parseTrip(event: unknown): Trip {
  const trip = (event ?? {}) as Record<string, unknown>;
  const duration = (timeOf(trip.end_time) - timeOf(trip.start_time)) / 1000;
  const problems = [
    ...['vin', 'trip_id'].filter(key => typeof trip[key] !== 'string' || trip[key] === '').map(key => `${key} must be a text, got ${JSON.stringify(trip[key])}`),
    ...['start_time', 'end_time'].filter(key => Number.isNaN(timeOf(trip[key]))).map(key => `${key} must be a time in ISO 8601, got ${JSON.stringify(trip[key])}`),
    ...AMOUNTS.filter(key => !isAmount(trip[key])).map(key => `${key} must be a number of at least 0, got ${JSON.stringify(trip[key])}`),
    ...duration <= 0 ? [`end_time must be after start_time, got ${trip.end_time} and ${trip.start_time}`] : [],
  ];
  if (problems.length > 0) throw new Error(`not a trip that ended: ${problems.join('; ')}`);

  const { vin, trip_id, odometer, idle_duration, high_speed_duration, high_braking_event, high_acceleration_event } = trip as unknown as Trip;
  if (idle_duration + high_speed_duration > duration) {
    throw new Error(`not a trip that ended: idle_duration ${idle_duration} and high_speed_duration ${high_speed_duration} are more than its ${duration} seconds`);
  }
  return { vin, trip_id, duration, odometer, idle_duration, high_speed_duration, high_braking_event, high_acceleration_event };
}

const timeOf = (value: unknown) => typeof value === 'string' ? Date.parse(value) : NaN;
const isAmount = (value: unknown) => typeof value === 'number' && Number.isFinite(value) && value >= 0;
