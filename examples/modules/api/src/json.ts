/**
 * JSON of an item of DynamoDB, including types that JSON does not have: a set becomes an array, in DynamoDB's order, and binary data becomes
 * a base64 string.
 */
export const jsonOf = (body: object): string => JSON.stringify(body, (_, value) => {
  if (value instanceof Set) return [...value];
  return value instanceof Uint8Array ? Buffer.from(value).toString('base64') : value;
});

/** A number of DynamoDB, which has up to 38 digits: as a string if a JSON number would lose digits. */
export function numberOf(text: string): number | string {
  const number = Number(text);
  return digitsOf(String(number)) === digitsOf(text) ? number : text;
}

/** The significant digits of a number, independent of its notation. */
const digitsOf = (text: string) => text.replace(/e.*$/i, '').replace(/[-.]/g, '').replace(/^0+|0+$/g, '');
