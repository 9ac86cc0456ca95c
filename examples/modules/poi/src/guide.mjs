import { distance } from './distance.mjs';
import { parseLocation } from './location.mjs';

/**
 * Notifies a vehicle of the points near it, once per point and trip. Repeated locations, even if they arrive at the same time, only complete
 * what an earlier attempt left unfinished. `dependencies` has `points()`, `claim(offer)`, `archive(offer)`, `notify(notification)` and
 * `markNotified(offer)`. `claim` stores an offer unless it exists, and returns whether its notification is not sent yet and no other attempt
 * is sending it.
 */
export async function guide(event, radius, dependencies) {
  const location = parseLocation(event);
  const near = (await dependencies.points()).filter(point => distance(location, point) <= (point.radius ?? radius));
  const notified = [];
  for (const point of near) {
    const offer = offerOf(location, point);
    if (!await dependencies.claim(offer)) continue;
    await dependencies.archive(offer);
    await dependencies.notify(notificationOf(location, point));
    await dependencies.markNotified(offer);
    notified.push(point.point_id);
  }
  return notified;
}

const DAY = 24 * 60 * 60;

/** The stored part of a notification. It expires after the longest duration of a trip. */
function offerOf({ vin, trip_id, latitude, longitude, timestamp }, { point_id }) {
  return { vin, offer_id: `${trip_id}#${point_id}`, trip_id, point_id, latitude, longitude, timestamp, notified: false, expires: Math.floor(Date.parse(timestamp) / 1000) + 30 * DAY };
}

const notificationOf = ({ vin }, { point_id, message, latitude, longitude }) => ({
  vin,
  message: { type: 'poi', mqtt: { point_id, message, latitude, longitude } },
});
