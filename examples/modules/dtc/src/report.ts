/** A message to `connectedcar/dtc/<vin>`. */
export interface Report {
  readonly vin: string;
  readonly trip_id: string;
  readonly dtc: string;
  /** ISO 8601. */
  readonly timestamp: string;
}

const CODE = /^[PCBU][0-3][0-9A-F]{3}$/;

/** Parses a report; the error names all problems. */
export function parseReport(event: unknown): Report {
  const { vin, trip_id, dtc, timestamp } = (event ?? {}) as Record<keyof Report, unknown>;
  const code = typeof dtc === 'string' ? dtc.trim().toUpperCase() : dtc;
  const problems = [
    ...isText(vin) ? [] : [`vin must be a text, got ${JSON.stringify(vin)}`],
    ...isText(trip_id) ? [] : [`trip_id must be a text, got ${JSON.stringify(trip_id)}`],
    ...isText(code) && CODE.test(code) ? [] : [`dtc must be a letter (P, C, B or U) and four digits such as "P0300", got ${JSON.stringify(dtc)}`],
    ...isText(timestamp) && !Number.isNaN(Date.parse(timestamp)) ? [] : [`timestamp must be a time in ISO 8601, got ${JSON.stringify(timestamp)}`],
  ];
  if (problems.length > 0) throw new Error(`not a report of a trouble code: ${problems.join('; ')}`);
  return { vin, trip_id, dtc: code, timestamp: new Date(timestamp as string).toISOString() } as Report;
}

const isText = (value: unknown): value is string => typeof value === 'string' && value.length > 0;
