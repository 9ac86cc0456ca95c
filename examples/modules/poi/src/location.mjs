/** Parses the position that a vehicle published; the error names all problems. */
export function parseLocation(event) {
  const { vin, trip_id, latitude, longitude, timestamp } = event ?? {};
  const problems = [
    ...Object.entries({ vin, trip_id }).filter(([, value]) => typeof value !== 'string' || value === '').map(([name, value]) => `${name} must be a text, got ${JSON.stringify(value)}`),
    ...isWithin(latitude, 90) ? [] : [`latitude must be a number from -90 to 90, got ${JSON.stringify(latitude)}`],
    ...isWithin(longitude, 180) ? [] : [`longitude must be a number from -180 to 180, got ${JSON.stringify(longitude)}`],
    ...Number.isNaN(Date.parse(timestamp)) ? [`timestamp must be a time in ISO 8601, got ${JSON.stringify(timestamp)}`] : [],
  ];
  if (problems.length > 0) throw new Error(`not a location: ${problems.join('; ')}`);
  return { vin, trip_id, latitude, longitude, timestamp };
}

const isWithin = (value, limit) => typeof value === 'number' && Math.abs(value) <= limit;
