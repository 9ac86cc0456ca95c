import type { Schema } from './schema';

export type TimestampFormat = 'date-time' | 'http-date' | 'epoch-seconds';

const BY_SCHEMA: Record<number, TimestampFormat> = { 5: 'date-time', 6: 'http-date', 7: 'epoch-seconds' };

/** The timestamp format: the shape's own, else its location's, else the protocol's. */
export function timestampFormat(schema: Schema, byDefault: TimestampFormat): TimestampFormat {
  const own = BY_SCHEMA[schema.getSchema() as unknown as number];
  if (own) return own;
  const traits = schema.getMergedTraits();
  if (traits.httpHeader || traits.httpPrefixHeaders) return 'http-date';
  if (traits.httpQuery || traits.httpLabel) return 'date-time';
  return byDefault;
}

export function formatTimestamp(value: Date, format: TimestampFormat): string | number {
  if (format === 'http-date') return value.toUTCString();
  return format === 'date-time' ? value.toISOString() : value.getTime() / 1000;
}

/** Parses a timestamp in any format, since clients differ. */
export function parseTimestamp(value: unknown): Date {
  return new Date(typeof value === 'number' || /^-?\d+(\.\d+)?$/.test(String(value)) ? Number(value) * 1000 : String(value));
}
