import type { IncomingHttpHeaders } from 'http';

/** The most bytes of a request's body: more than a client sends in one part of an upload, and less than the memory of a small machine. */
export const BODY_LIMIT = 256 * 1024 * 1024;

/** `localhost`, a loopback address, or a bucket before one of these, with or without a port. */
const HOST = /^(?:[a-z0-9][a-z0-9.-]*\.)?(?:localhost|127\.0\.0\.1)(?::\d+)?$|^\[::1\](?::\d+)?$/i;

/** Reads a request's headers and returns why the account must not answer: pages in a browser reach the loopback interface too, under a name of theirs by DNS rebinding. */
export function refusalOf({ host = '', origin, 'sec-fetch-site': site }: IncomingHttpHeaders): string | undefined {
  if (!HOST.test(host)) return `the account answers requests to 127.0.0.1 and localhost, not to the host '${host}'`;
  if (origin !== undefined && origin !== `http://${host}`) return `the account answers no page of another origin ('${origin}')`;
  if (site === 'cross-site' || site === 'same-site') return 'the account answers no page of another site';
  return undefined;
}
