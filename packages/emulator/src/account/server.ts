import { randomUUID } from 'crypto';
import { createServer, IncomingMessage, ServerResponse } from 'http';
import type { AddressInfo } from 'net';
import { setTimeout as sleep } from 'timers/promises';
import type { Account } from './account';
import { BODY_LIMIT, refusalOf } from './admission';
import { ConnectionLost } from './faults/injector';
import { admit, handle } from './protocol';
import type { HttpResponse, RequestHead } from './protocol/http';

export interface ServeOptions {
  /** @default - a free port */
  readonly port?: number;
}

/** A served account. */
export interface ServedAccount {
  readonly endpoint: string;
  readonly port: number;
  close(): Promise<void>;
}

/** Milliseconds for which calls in progress are still answered when a server closes. */
const PATIENCE = 1000;

/** Serves an account on 127.0.0.1 in the AWS protocols. */
export async function serve(account: Account, { port = 0 }: ServeOptions = {}): Promise<ServedAccount> {
  const answering = new Set<Promise<void>>();
  const server = createServer((incoming, outgoing) => {
    const answered: Promise<void> = new Promise<void>(resolve => outgoing.once('close', resolve)).finally(() => answering.delete(answered));
    answering.add(answered);
    void answer(account, incoming, outgoing);
  });
  // Clients keep connections alive. Closing one while a request is being sent would look like a failure.
  server.keepAliveTimeout = 60_000;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const { port: actual } = server.address() as AddressInfo;
  account.endpoint = `http://127.0.0.1:${actual}`;
  return {
    endpoint: account.endpoint,
    port: actual,
    close: async () => {
      account.endpoint = undefined;
      const closed = new Promise<void>((resolve, reject) => server.close(error => error ? reject(error) : resolve()));
      await Promise.race([Promise.all(answering), sleep(PATIENCE, undefined, { ref: false })]);
      server.closeAllConnections();
      await closed;
    },
  };
}

async function answer(account: Account, incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  try {
    const refusal = refusalOf(incoming.headers);
    if (refusal) return refuse(incoming, outgoing, inWords(403, refusal));
    const requestId = randomUUID();
    const head = headOf(incoming);
    const admitted = await admit(account, head, requestId);
    if ('refusal' in admitted) return refuse(incoming, outgoing, admitted.refusal);
    const body = await bodyOf(incoming);
    if (!body) return refuse(incoming, outgoing, inWords(413, `the body of a request has at most ${BODY_LIMIT} bytes here`));
    send(outgoing, incoming.method, await handle(account, { ...head, body }, admitted.caller, requestId));
  } catch (error) {
    if (incoming.errored) return;
    if (error instanceof ConnectionLost) return void outgoing.destroy();
    account.failures.push(error);
    if (outgoing.headersSent) outgoing.destroy();
    else send(outgoing, incoming.method, inWords(500, `the account failed: ${error}`));
  }
}

/** Answers without reading the rest of the request. */
function refuse(incoming: IncomingMessage, outgoing: ServerResponse, response: HttpResponse): void {
  send(outgoing, incoming.method, { ...response, headers: { ...response.headers, connection: 'close' } });
  incoming.resume();
}

const inWords = (status: number, reason: string): HttpResponse => ({ status, headers: { 'content-type': 'text/plain' }, body: `${reason}\n` });

function send(outgoing: ServerResponse, method: string | undefined, { status, headers, body = '' }: HttpResponse): void {
  const bytes = Buffer.from(body);
  const bodiless = status === 204 || status === 304;
  outgoing.writeHead(status, bodiless ? headers : { 'content-length': bytes.length, ...headers });
  outgoing.end(bodiless || method === 'HEAD' ? undefined : bytes);
}

/** The body of a request, or undefined if it is larger than the account accepts. */
async function bodyOf(incoming: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming.iterator({ destroyOnReturn: false })) {
    size += (chunk as Buffer).length;
    if (size > BODY_LIMIT) return undefined;
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks);
}

function headOf(incoming: IncomingMessage): RequestHead {
  const [path, search = ''] = splitOnce(incoming.url ?? '/', '?');
  return {
    method: incoming.method ?? 'GET',
    host: (incoming.headers.host ?? '').replace(/:\d+$/, ''),
    path,
    query: new URLSearchParams(search),
    headers: Object.fromEntries(Object.entries(incoming.headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : value ?? ''])),
  };
}

function splitOnce(text: string, separator: string): string[] {
  const at = text.indexOf(separator);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)];
}
