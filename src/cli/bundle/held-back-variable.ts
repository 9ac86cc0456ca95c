import type { HeldBack } from '../../model/directory';

/** Linux refuses an environment variable of more than 128 KB; pipelines accept less. */
const SIZE_LIMIT = 16_000;
const REASON_LIMIT = 300;

/** What is held back, as the value of a variable: long reasons are cut, and what does not fit is left out. The log contains all of it. */
export function heldBackVariable(heldBack: readonly HeldBack[]): string {
  const short = heldBack.map(({ module, reason }) => ({ module, reason: reason.length > REASON_LIMIT ? `${reason.slice(0, REASON_LIMIT - 3)}...` : reason }));
  let size = 2;
  const fitting = short.filter(item => (size += Buffer.byteLength(JSON.stringify(item)) + 1) <= SIZE_LIMIT);
  return JSON.stringify(fitting);
}
