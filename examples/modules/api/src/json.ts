/**
 * JSON of what DynamoDB has, also of what JSON has no form for: a set becomes an array, in the order in which DynamoDB gives it, and
 * binary a text in base64.
 */
export const jsonOf = (body: object): string => JSON.stringify(body, (_, value) => {
  if (value instanceof Set) return [...value];
  return value instanceof Uint8Array ? Buffer.from(value).toString('base64') : value;
});

/** A number of DynamoDB, which has up to 38 digits: as text if readers of JSON would lose some of them. */
export function numberOf(text: string): number | string {
  const number = Number(text);
  return digitsOf(String(number)) === digitsOf(text) ? number : text;
}

/** The digits that count, which are the same however a number is written. */
const digitsOf = (text: string) => text.replace(/e.*$/i, '').replace(/[-.]/g, '').replace(/^0+|0+$/g, '');
