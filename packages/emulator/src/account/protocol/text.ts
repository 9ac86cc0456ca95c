import type { Schema } from './schema';
import { formatTimestamp, parseTimestamp, timestampFormat, TimestampFormat } from './timestamps';

/** Parses a simple value from the text of an XML element, form field, header or query parameter. */
export function fromText(schema: Schema, text: string): unknown {
  if (schema.isBooleanSchema()) return text.trim() === 'true';
  if (schema.isNumericSchema()) return Number(text);
  if (schema.isTimestampSchema()) return parseTimestamp(text);
  if (schema.isBlobSchema()) return Buffer.from(text, 'base64');
  return text;
}

export function toText(schema: Schema, value: any, format: TimestampFormat = 'date-time'): string {
  if (schema.isTimestampSchema()) return String(formatTimestamp(value, timestampFormat(schema, format)));
  if (schema.isBlobSchema()) return Buffer.from(value).toString('base64');
  return String(value);
}
