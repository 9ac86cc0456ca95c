import { Anomaly, Notification, Trip, anomalyOf, isAnomaly, notificationOf } from './anomaly';
import { parseSignal } from './signal';

/** What the module needs of the outside. */
export interface Outside {
  trip(vin: string, tripId: string): Promise<Trip | undefined>;
  /** Stores an anomaly unless one with its id is there; answers with what is stored now. */
  store(anomaly: Anomaly): Promise<Anomaly>;
  /** Puts an anomaly beside the signals of the vehicles. */
  archive(anomaly: Anomaly): Promise<void>;
  notify(notification: Notification): Promise<void>;
  markNotified(anomaly: Anomaly): Promise<void>;
}

/**
 * Stores and tells the first signal of a trip that is out of the ordinary; those after it change nothing. Only the signal that is stored
 * is told, so that signals which come while that happens do not tell it, too; and when that signal comes again, what failed is finished.
 */
export async function watch(event: unknown, outside: Outside): Promise<Anomaly | undefined> {
  const signal = parseSignal(event);
  if (!isAnomaly(signal)) return undefined;
  const stored = await outside.store(anomalyOf(signal, await outside.trip(signal.vin, signal.trip_id)));
  if (stored.notified || stored.timestamp !== signal.timestamp) return stored;

  await outside.archive(stored);
  await outside.notify(notificationOf(stored));
  await outside.markNotified(stored);
  return { ...stored, notified: true };
}
