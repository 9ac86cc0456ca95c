import { Finding, Notification, Trip, findingOf, notificationOf } from './finding';
import { parseReport } from './report';

/** What the module needs of the outside. */
export interface Outside {
  trip(vin: string, tripId: string): Promise<Trip | undefined>;
  /** Stores a finding unless one with its id is there. Answers with what is stored if it has to be told, and no other attempt is at that. */
  claim(finding: Finding): Promise<Finding | undefined>;
  markNotified(finding: Finding): Promise<void>;
  notify(notification: Notification): Promise<void>;
}

/**
 * Explains, stores and tells a reported code. The same report again changes nothing, also if it comes at the same time, and finishes what an
 * earlier attempt did not.
 */
export async function record(event: unknown, outside: Outside): Promise<Finding | undefined> {
  const report = parseReport(event);
  const finding = await outside.claim(findingOf(report, await outside.trip(report.vin, report.trip_id)));
  if (!finding) return undefined;

  await outside.notify(notificationOf(finding));
  await outside.markNotified(finding);
  return { ...finding, notified: true };
}
