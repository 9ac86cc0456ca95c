import { connect, createServer } from 'net';

/** Within a sandbox, which has a loopback interface of its own: connects ports of 127.0.0.1 to sockets, each as `PORT=SOCKET`. Writes a line when it listens. */
export async function forwardPorts(pairs: readonly string[]): Promise<void> {
  await Promise.all(pairs.map(pair => {
    const at = pair.indexOf('=');
    const server = createServer({ allowHalfOpen: true }, client => {
      const socket = connect({ path: pair.slice(at + 1), allowHalfOpen: true });
      client.on('error', () => socket.destroy());
      socket.on('error', () => client.destroy());
      client.pipe(socket).pipe(client);
    });
    return new Promise<void>((resolve, reject) => server.once('error', reject).listen(Number(pair.slice(0, at)), '127.0.0.1', resolve));
  }));
  process.stdout.write('listening\n');
}
