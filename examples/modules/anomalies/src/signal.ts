/** A message to `connectedcar/telemetry/<vin>`. */
export interface Signal {
  readonly vin: string;
  readonly trip_id: string;
  /** For example `oil_temp`. */
  readonly name: string;
  readonly value: number;
  /** ISO 8601. */
  readonly timestamp: string;
  readonly latitude?: number;
  readonly longitude?: number;
}

/** Reads a signal; the error names all problems. */
export function parseSignal(event: unknown): Signal {
  const { vin, trip_id, name, value, timestamp, latitude, longitude } = (event ?? {}) as Record<keyof Signal, unknown>;
  const problems = [
    ...Object.entries({ vin, trip_id, name }).filter(([, text]) => !isText(text)).map(([key, text]) => `${key} must be a text, got ${JSON.stringify(text)}`),
    ...Number.isFinite(value) ? [] : [`value must be a number, got ${JSON.stringify(value)}`],
    ...isText(timestamp) && !Number.isNaN(Date.parse(timestamp)) ? [] : [`timestamp must be a time in ISO 8601, got ${JSON.stringify(timestamp)}`],
    ...Object.entries({ latitude, longitude }).filter(([, degrees]) => degrees !== undefined && !Number.isFinite(degrees))
      .map(([key, degrees]) => `${key} must be a number, or left out, got ${JSON.stringify(degrees)}`),
  ];
  if (problems.length > 0) throw new Error(`not a signal: ${problems.join('; ')}`);
  return { vin, trip_id, name, value, timestamp: new Date(timestamp as string).toISOString(), latitude, longitude } as Signal;
}

const isText = (value: unknown): value is string => typeof value === 'string' && value.length > 0;
