import { Finding, Notification, Trip, findingOf, notificationOf } from './finding';
import { parseReport } from './report';

/** What the module needs from AWS. Tests use an implementation in memory. */
export interface Dependencies {
  trip(vin: string, tripId: string): Promise<Trip | undefined>;
  /** Stores a finding unless one with its id exists. Returns the stored finding if its owner is not notified yet and no other attempt is doing that. */
  claim(finding: Finding): Promise<Finding | undefined>;
  markNotified(finding: Finding): Promise<void>;
  notify(notification: Notification): Promise<void>;
}

/**
 * Explains and stores a reported code, and notifies the owner. A repeated report, even if it arrives at the same time, only completes what an
 * earlier attempt left unfinished.
 */
export async function record(event: unknown, dependencies: Dependencies): Promise<Finding | undefined> {
  const report = parseReport(event);
  const finding = await dependencies.claim(findingOf(report, await dependencies.trip(report.vin, report.trip_id)));
  if (!finding) return undefined;

  await dependencies.notify(notificationOf(finding));
  await dependencies.markNotified(finding);
  return { ...finding, notified: true };
}
