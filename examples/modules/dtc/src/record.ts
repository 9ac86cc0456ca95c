import { Finding, Notification, Trip, findingOf, notificationOf } from './finding';
import { parseReport } from './report';

/** What the module needs of the outside. */
export interface Outside {
  trip(vin: string, tripId: string): Promise<Trip | undefined>;
  /** Stores a finding unless one with its id is there; answers with what is stored now. */
  store(finding: Finding): Promise<Finding>;
  markNotified(finding: Finding): Promise<void>;
  notify(notification: Notification): Promise<void>;
}

/** Explains, stores and tells a reported code. The same report again changes nothing, and finishes what an earlier attempt did not. */
export async function record(event: unknown, outside: Outside): Promise<Finding> {
  const report = parseReport(event);
  const stored = await outside.store(findingOf(report, await outside.trip(report.vin, report.trip_id)));
  if (stored.notified) return stored;

  await outside.notify(notificationOf(stored));
  await outside.markNotified(stored);
  return { ...stored, notified: true };
}
