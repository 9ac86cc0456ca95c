import { randomUUID } from 'crypto';
import { createServer, IncomingMessage, ServerResponse } from 'http';
import type { AddressInfo } from 'net';
import { setTimeout as sleep } from 'timers/promises';
import type { Account } from './account';
import { BODY_LIMIT, refusalOf } from './admission';
import { ConnectionLost } from './faults/injector';
import { handle } from './protocol';
import type { HttpRequest, HttpResponse } from './protocol/http';

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
    if (refusal) return refuse(incoming, outgoing, 403, refusal);
    const request = await read(incoming);
    if (!request) return refuse(incoming, outgoing, 413, `the body of a request has at most ${BODY_LIMIT} bytes here`);
    send(outgoing, incoming.method, await handle(account, request, randomUUID()));
  } catch (error) {
    if (incoming.errored) return;
    if (error instanceof ConnectionLost) return void outgoing.destroy();
    account.failures.push(error);
    if (outgoing.headersSent) outgoing.destroy();
    else send(outgoing, incoming.method, { status: 500, headers: { 'content-type': 'text/plain' }, body: `the account failed: ${error}` });
  }
}

/** Answers without reading the rest of the request. */
function refuse(incoming: IncomingMessage, outgoing: ServerResponse, status: number, reason: string): void {
  send(outgoing, incoming.method, { status, headers: { 'content-type': 'text/plain', 'connection': 'close' }, body: `${reason}\n` });
  incoming.resume();
}

function send(outgoing: ServerResponse, method: string | undefined, { status, headers, body = '' }: HttpResponse): void {
  const bytes = Buffer.from(body);
  const bodiless = status === 204 || status === 304;
  outgoing.writeHead(status, bodiless ? headers : { 'content-length': bytes.length, ...headers });
  outgoing.end(bodiless || method === 'HEAD' ? undefined : bytes);
}

/** The request, or undefined if its body is larger than the account accepts. */
async function read(incoming: IncomingMessage): Promise<HttpRequest | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming.iterator({ destroyOnReturn: false })) {
    size += (chunk as Buffer).length;
    if (size > BODY_LIMIT) return undefined;
    chunks.push(chunk as Buffer);
  }
  const [path, search = ''] = splitOnce(incoming.url ?? '/', '?');
  return {
    method: incoming.method ?? 'GET',
    host: (incoming.headers.host ?? '').replace(/:\d+$/, ''),
    path,
    query: new URLSearchParams(search),
    headers: Object.fromEntries(Object.entries(incoming.headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : value ?? ''])),
    body: Buffer.concat(chunks),
  };
}

function splitOnce(text: string, separator: string): string[] {
  const at = text.indexOf(separator);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)];
}
