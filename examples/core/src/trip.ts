/** A vehicle's report of a trip. It is sent repeatedly during the trip, and once more when the ignition is switched off. */
export interface Trip {
  readonly vin: string;
  readonly trip_id: string;
  readonly [attribute: string]: unknown;
}

/** Parses a message to `connectedcar/trip/<vin>`; the error names all problems. */
export function parseTrip(message: unknown): Trip {
  const trip = (message ?? {}) as Trip;
  const problems = ['vin', 'trip_id'].filter(key => typeof trip[key] !== 'string' || trip[key] === '').map(key => `${key} must be a text, got ${JSON.stringify(trip[key])}`);
  if (problems.length > 0) throw new Error(`not a trip: ${problems.join('; ')}`);
  return trip;
}

/**
 * Parameters of DynamoDB's UpdateItem that store a trip. Attributes that modules have added are kept. A report from before the end of the
 * trip does not replace one of the end, because messages can arrive more than once and in any order.
 */
export function updateOf({ vin, trip_id, ...attributes }: Trip) {
  const names = Object.keys(attributes).sort();
  const values = Object.fromEntries(names.map((name, index) => [`:a${index}`, attributes[name]]));
  return {
    Key: { vin, trip_id },
    ...names.length > 0 && {
      UpdateExpression: `SET ${names.map((_, index) => `#a${index} = :a${index}`).join(', ')}`,
      ExpressionAttributeNames: Object.fromEntries(names.map((name, index) => [`#a${index}`, name])),
    },
    ...attributes.ignition_status === 'off' ? { ExpressionAttributeValues: values } : {
      ConditionExpression: 'attribute_not_exists(ignition_status) OR ignition_status <> :off',
      ExpressionAttributeValues: { ...values, ':off': 'off' },
    },
  };
}
