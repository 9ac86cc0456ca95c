import { spawnSync } from 'child_process';
import { chmodSync, copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'fs';
import { connect, createServer, type Server } from 'net';
import { tmpdir } from 'os';
import { dirname, join, sep } from 'path';
import { bubblewrapArguments, packageFolders, programs } from './bubblewrap';
import { allowingProxy, authorityOf } from './proxy';

export { packageFolders } from './bubblewrap';

export interface SandboxOptions {
  /** The folder of builds, functions and logs. */
  readonly workDir: string;
  /** The program that connects it to the outside: `run-forwarder.ts` bundled to one file. */
  readonly forwarder: string;
  /** The endpoint of the account. */
  readonly endpoint: string;
  /** URLs of registries and other hosts that are reachable. */
  readonly hosts: readonly string[];
  /** Files and folders that processes read, wherever they are. */
  readonly readable: readonly string[];
  /** Called when a process wants to reach another host. */
  readonly onRefused: (authority: string) => void;
}

/** How a process starts in a sandbox. */
export interface Confined {
  readonly command: string;
  readonly args: string[];
  readonly env: Readonly<Record<string, string>>;
}

/** What keeps processes from the person's files, and from the network. */
export interface Sandbox {
  /** The command that runs another one in the sandbox, which writes only to the given folders. */
  confine(command: string, args: readonly string[], cwd: string, writes: readonly string[]): Confined;
  close(): void;
}

export const BUBBLEWRAP = 'bwrap';

/** Why processes cannot be put into a sandbox here, with what to do; undefined if they can. */
export function sandboxProblem(): string | undefined {
  const tried = spawnSync(BUBBLEWRAP, [...bubblewrapArguments({ readable: programs(), writable: [], locked: [], cwd: '/' }), 'true'], { encoding: 'utf8', env: process.env });
  if ((tried.error as NodeJS.ErrnoException | undefined)?.code === 'ENOENT') {
    return 'the sandbox needs bubblewrap, and found no program `bwrap`: install it (apt install bubblewrap, dnf install bubblewrap; there is none for macOS and Windows), or leave --sandbox out';
  }
  if (tried.status === 0) return undefined;
  return `bubblewrap cannot create a sandbox here: ${(tried.stderr || tried.error?.message || `exit status ${tried.status}`).trim()}; allow user namespaces (sysctl kernel.unprivileged_userns_clone=1, or a profile for AppArmor), or leave --sandbox out`;
}

const SHELL = 'bash';
/** Starts the forwarder, which must not take part in the process's own channels, waits until it listens, and becomes the command. */
const START = 'forwarder=$1 node=$2 count=$3; shift 3; pairs=("${@:1:count}"); shift "$count"; '
  + 'read -r _ < <(exec env -u NODE_CHANNEL_FD "$node" "$forwarder" "${pairs[@]}" </dev/null 2>/dev/null 3>&-); exec "$@"';
const PROXY_PORT = 3128;

/** Opens the way out of the sandboxes of a run: the account, and an HTTP proxy to the registries. */
export async function openSandbox({ workDir, forwarder, endpoint, hosts, readable, onRefused }: SandboxOptions): Promise<Sandbox> {
  const folder = mkdtempSync(join(tmpdir(), 'cv-insync-sandbox-'));
  chmodSync(folder, 0o700);
  const program = join(folder, 'forwarder.js');
  copyFileSync(forwarder, program);
  const urls = hosts.map(host => new URL(host));
  const isLocal = ({ hostname }: URL) => hostname === '127.0.0.1' || hostname === 'localhost';
  const ports = [...new Set([new URL(endpoint), ...urls.filter(isLocal)].map(url => Number(authorityOf(url).split(':').at(-1))))];
  const upstream = process.env.HTTPS_PROXY ?? process.env.https_proxy;
  const servers: [number, Server][] = ports.map(port => [port, createServer(client => {
    const socket = connect(port, '127.0.0.1');
    client.on('error', () => socket.destroy());
    socket.on('error', () => client.destroy());
    client.pipe(socket).pipe(client);
  })]);
  const proxyPort = ports.includes(PROXY_PORT) ? PROXY_PORT + 1 : PROXY_PORT;
  servers.push([proxyPort, allowingProxy(new Set(urls.map(authorityOf)), upstream ? new URL(upstream) : undefined, onRefused)]);
  const pairs = servers.map(([port]) => `${port}=${join(folder, String(port))}`);
  await Promise.all(servers.map(([port, server]) => new Promise<void>((resolve, reject) => server.once('error', reject).listen(join(folder, String(port)), resolve))));

  const [home, tmp] = [join(workDir, 'home'), join(workDir, 'tmp')];
  for (const each of [home, tmp]) mkdirSync(each, { recursive: true });
  const url = `http://127.0.0.1:${proxyPort}`;
  return {
    confine: (command, args, cwd, writes) => {
      // Nothing outside of the work folder, such as the folder of a module that is rehearsed.
      const writable = [home, tmp, ...writes].filter(path => path.startsWith(workDir + sep) && existsSync(path));
      const view = {
        readable: [...programs(), ...readable, dirname(process.execPath), workDir, folder, cwd],
        writable,
        // The emulator itself runs git in these, with the rights of the person.
        locked: writes.map(path => join(path, '.git')).filter(path => existsSync(path)),
        cwd,
      };
      return {
        command: BUBBLEWRAP,
        args: [...bubblewrapArguments(view), SHELL, '-c', START, 'sandbox', program, process.execPath, String(pairs.length), ...pairs, command, ...args],
        env: { HTTP_PROXY: url, HTTPS_PROXY: url, http_proxy: url, https_proxy: url, npm_config_cache: join(home, '.npm') },
      };
    },
    close: () => {
      for (const [, server] of servers) server.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Files and folders from which packages and configuration are read: of npm, and of the folders that programs start in. */
export const packagePaths = (...folders: readonly string[]): string[] => folders.flatMap(folder => [folder, ...packageFolders(folder)]);
