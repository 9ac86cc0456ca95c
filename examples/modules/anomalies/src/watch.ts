import { Anomaly, Notification, Trip, anomalyOf, isAnomaly, notificationOf } from './anomaly';
import { parseSignal } from './signal';

/** What the module needs of the outside. */
export interface Outside {
  trip(vin: string, tripId: string): Promise<Trip | undefined>;
  /** Stores an anomaly unless one with its id is there. Answers with what is stored if it has to be told, and no other attempt is at that. */
  claim(anomaly: Anomaly): Promise<Anomaly | undefined>;
  /** Puts an anomaly beside the signals of the vehicles. */
  archive(anomaly: Anomaly): Promise<void>;
  notify(notification: Notification): Promise<void>;
  markNotified(anomaly: Anomaly): Promise<void>;
}

/**
 * Stores and tells the first signal of a trip that is out of the ordinary. Those after it change nothing, also if they come at the same
 * time, and finish what an earlier attempt did not.
 */
export async function watch(event: unknown, outside: Outside): Promise<Anomaly | undefined> {
  const signal = parseSignal(event);
  if (!isAnomaly(signal)) return undefined;
  const anomaly = await outside.claim(anomalyOf(signal, await outside.trip(signal.vin, signal.trip_id)));
  if (!anomaly) return undefined;

  await outside.archive(anomaly);
  await outside.notify(notificationOf(anomaly));
  await outside.markNotified(anomaly);
  return { ...anomaly, notified: true };
}
