import { distance } from './distance.mjs';
import { parseLocation } from './location.mjs';

/**
 * Tells a vehicle of every point near it that it was not told of in this trip. Further locations change nothing, also if they come at the
 * same time, and finish what an earlier attempt did not. `outside` has `points()`, `claim(offer)`, which stores it unless it is there and
 * answers whether it has to be told and no other attempt is at that, `archive(offer)`, `notify(notification)` and `markNotified(offer)`.
 */
export async function guide(event, radius, outside) {
  const location = parseLocation(event);
  const near = (await outside.points()).filter(point => distance(location, point) <= (point.radius ?? radius));
  const told = [];
  for (const point of near) {
    const offer = offerOf(location, point);
    if (!await outside.claim(offer)) continue;
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
  return { vin, offer_id: `${trip_id}#${point_id}`, trip_id, point_id, latitude, longitude, timestamp, notified: false, expires: Math.floor(Date.parse(timestamp) / 1000) + 30 * DAY };
}

const notificationOf = ({ vin }, { point_id, message, latitude, longitude }) => ({
  vin,
  message: { type: 'poi', mqtt: { point_id, message, latitude, longitude } },
});
