import { distance } from './distance.mjs';
import { parseLocation } from './location.mjs';

/**
 * Tells a vehicle of every point near it that it was not told of in this trip. The same location again changes nothing, and finishes what an
 * earlier attempt did not. `outside` has `points()`, `store(offer)`, which answers with what is stored now, `archive(offer)`,
 * `notify(notification)` and `markNotified(offer)`.
 */
export async function guide(event, radius, outside) {
  const location = parseLocation(event);
  const near = (await outside.points()).filter(point => distance(location, point) <= (point.radius ?? radius));
  const told = [];
  for (const point of near) {
    const offer = offerOf(location, point);
    const { notified } = await outside.store(offer);
    if (notified) continue;
    await outside.archive(offer);
    await outside.notify(notificationOf(location, point));
    await outside.markNotified(offer);
    told.push(point.point_id);
  }
  return told;
}

const DAY = 24 * 60 * 60;

/** What is kept of a message, for as long as its trip may last. */
function offerOf({ vin, trip_id, latitude, longitude, timestamp }, { point_id }) {
  return { trip_id, point_id, vin, latitude, longitude, timestamp, notified: false, expires: Math.floor(Date.parse(timestamp) / 1000) + 30 * DAY };
}

const notificationOf = ({ vin }, { point_id, message, latitude, longitude }) => ({
  vin,
  message: { type: 'poi', mqtt: { point_id, message, latitude, longitude } },
});
