import { Anomaly, Notification, Trip, anomalyOf, isAnomaly, notificationOf } from './anomaly';
import { parseSignal } from './signal';

/** What the module needs from AWS. Tests use an implementation in memory. */
export interface Dependencies {
  trip(vin: string, tripId: string): Promise<Trip | undefined>;
  /** Stores an anomaly unless one with its id exists. Returns the stored anomaly if its owner is not notified yet and no other attempt is doing that. */
  claim(anomaly: Anomaly): Promise<Anomaly | undefined>;
  /** Adds an anomaly to the archive of the vehicles' signals. */
  archive(anomaly: Anomaly): Promise<void>;
  notify(notification: Notification): Promise<void>;
  markNotified(anomaly: Anomaly): Promise<void>;
}

/**
 * Stores the first anomaly of each signal in a trip, and notifies the owner. Later ones, even if they arrive at the same time, only complete
 * what an earlier attempt left unfinished.
 */
export async function watch(event: unknown, dependencies: Dependencies): Promise<Anomaly | undefined> {
  const signal = parseSignal(event);
  if (!isAnomaly(signal)) return undefined;
  const anomaly = await dependencies.claim(anomalyOf(signal, await dependencies.trip(signal.vin, signal.trip_id)));
  if (!anomaly) return undefined;

  await dependencies.archive(anomaly);
  await dependencies.notify(notificationOf(anomaly));
  await dependencies.markNotified(anomaly);
  return { ...anomaly, notified: true };
}
