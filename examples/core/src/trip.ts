/** What a vehicle says of a trip: as it lasts, and once more when its ignition is off. */
export interface Trip {
  readonly vin: string;
  readonly trip_id: string;
  readonly [attribute: string]: unknown;
}

/** Reads what was published to `connectedcar/trip/<vin>`; every problem of it is in the error. */
export function parseTrip(message: unknown): Trip {
  const trip = (message ?? {}) as Trip;
  const problems = ['vin', 'trip_id'].filter(key => typeof trip[key] !== 'string' || trip[key] === '').map(key => `${key} must be a text, got ${JSON.stringify(trip[key])}`);
  if (problems.length > 0) throw new Error(`not a trip: ${problems.join('; ')}`);
  return trip;
}

/**
 * How a trip is written, as parameters of DynamoDB's UpdateItem: beside what modules have added to it, which stays; and if it has not ended,
 * only unless the stored one has, since messages come more than once and in any order.
 */
export function updateOf({ vin, trip_id, ...said }: Trip) {
  const names = Object.keys(said).sort();
  const values = Object.fromEntries(names.map((name, index) => [`:a${index}`, said[name]]));
  return {
    Key: { vin, trip_id },
    ...names.length > 0 && {
      UpdateExpression: `SET ${names.map((_, index) => `#a${index} = :a${index}`).join(', ')}`,
      ExpressionAttributeNames: Object.fromEntries(names.map((name, index) => [`#a${index}`, name])),
    },
    ...said.ignition_status === 'off' ? { ExpressionAttributeValues: values } : {
      ConditionExpression: 'attribute_not_exists(ignition_status) OR ignition_status <> :off',
      ExpressionAttributeValues: { ...values, ':off': 'off' },
    },
  };
}
