import { createServer, request, type IncomingMessage, type Server, type ServerResponse } from 'http';
import { connect, type Socket } from 'net';
import type { Duplex } from 'stream';

/** A host and a port, as `registry.npmjs.org:443`. */
export type Authority = string;

export const authorityOf = ({ protocol, hostname, port }: URL): Authority => `${hostname.toLowerCase()}:${port || (protocol === 'https:' ? 443 : 80)}`;

/** An HTTP proxy that connects to the given hosts only, through the proxy of the environment if there is one. */
export function allowingProxy(allowed: ReadonlySet<Authority>, upstream: URL | undefined, onRefused: (authority: Authority) => void): Server {
  const isAllowed = (authority: Authority) => {
    if (allowed.has(authority)) return true;
    onRefused(authority);
    return false;
  };
  const server = createServer((incoming, outgoing) => {
    const url = URL.canParse(incoming.url ?? '') ? new URL(incoming.url!) : undefined;
    if (url?.protocol !== 'http:' || !isAllowed(authorityOf(url))) return void outgoing.writeHead(403).end('the sandbox does not reach this host\n');
    forward(incoming, outgoing, url, upstream);
  });
  server.on('connect', (incoming: IncomingMessage, client: Duplex, head: Buffer) => {
    const authority = (incoming.url ?? '').toLowerCase();
    client.on('error', () => client.destroy());
    if (!isAllowed(authority)) return void client.end('HTTP/1.1 403 Forbidden\r\n\r\n');
    const [host, port] = [authority.slice(0, authority.lastIndexOf(':')), Number(authority.slice(authority.lastIndexOf(':') + 1))];
    const join = (socket: Duplex, first: Buffer = Buffer.alloc(0)) => {
      socket.on('error', () => client.destroy());
      client.on('close', () => socket.destroy());
      client.write('HTTP/1.1 200 Connection Established\r\n\r\n');
      client.write(first);
      socket.write(head);
      socket.pipe(client).pipe(socket);
    };
    const failed = () => void client.end('HTTP/1.1 502 Bad Gateway\r\n\r\n');
    if (!upstream) {
      const socket: Socket = connect(port, host).once('error', failed).once('connect', () => join(socket.off('error', failed)));
      return;
    }
    request({ host: upstream.hostname, port: upstream.port || 80, method: 'CONNECT', path: authority, headers: { host: authority, ...credentialsOf(upstream) } })
      .once('connect', (response, socket, first) => response.statusCode === 200 ? join(socket, first) : failed()).once('error', failed).end();
  });
  return server;
}

function forward(incoming: IncomingMessage, outgoing: ServerResponse, url: URL, upstream: URL | undefined) {
  const { hostname, port } = upstream ?? url;
  const headers = { ...incoming.headers, host: url.host, ...upstream && credentialsOf(upstream) };
  const target = { hostname, port: port || 80, path: upstream ? url.href : url.pathname + url.search, method: incoming.method, headers };
  incoming.pipe(request(target, answer => {
    outgoing.writeHead(answer.statusCode!, answer.headers);
    answer.pipe(outgoing);
  }).once('error', () => outgoing.headersSent ? outgoing.destroy() : outgoing.writeHead(502).end()));
}

const credentialsOf = ({ username, password }: URL): Record<string, string> => username
  ? { 'proxy-authorization': `Basic ${Buffer.from(`${decodeURIComponent(username)}:${decodeURIComponent(password)}`).toString('base64')}` } : {};
