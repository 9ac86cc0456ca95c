const EARTH = 6_371_000;
const radians = degrees => degrees * Math.PI / 180;

/** Great-circle distance between two points in metres, by the haversine formula, whose error is at most half a percent. */
export function distance(a, b) {
  const [north, east] = [radians(b.latitude - a.latitude), radians(b.longitude - a.longitude)];
  const h = Math.sin(north / 2) ** 2 + Math.cos(radians(a.latitude)) * Math.cos(radians(b.latitude)) * Math.sin(east / 2) ** 2;
  return 2 * EARTH * Math.asin(Math.sqrt(Math.min(h, 1)));
}
