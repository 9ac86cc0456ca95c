import { execFileSync } from 'child_process';
import { createHash } from 'crypto';
import { readFileSync } from 'fs';
import { createServer } from 'http';
import type { AddressInfo } from 'net';
import { basename } from 'path';

/** A local registry that has some packages and redirects to the usual registry for all others. */
export async function serveRegistry(tarballs: readonly string[], upstream: string): Promise<{ readonly url: string; close(): void }> {
  const files = new Map(tarballs.map(path => [basename(path), readFileSync(path)]));
  const manifests = new Map(tarballs.map(path => {
    const manifest = JSON.parse(execFileSync('tar', ['-xzOf', path, 'package/package.json'], { encoding: 'utf8' }));
    return [manifest.name as string, { manifest, file: basename(path) }];
  }));
  const server = createServer((request, response) => {
    const path = decodeURIComponent(request.url!.slice(1));
    const own = manifests.get(path);
    const file = files.get(path.replace(/^-\//, ''));
    if (own) {
      const { manifest, file: name } = own;
      const dist = { tarball: `${url()}-/${name}`, integrity: `sha512-${createHash('sha512').update(files.get(name)!).digest('base64')}` };
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify({ 'name': manifest.name, 'dist-tags': { latest: manifest.version }, 'versions': { [manifest.version]: { ...manifest, dist } } }));
    } else if (file) {
      response.end(file);
    } else {
      response.writeHead(307, { location: new URL(request.url!.slice(1), upstream).href }).end();
    }
  });
  const url = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  await new Promise<void>(listening => server.listen(0, '127.0.0.1', listening));
  return { url: url(), close: () => void server.close() };
}
