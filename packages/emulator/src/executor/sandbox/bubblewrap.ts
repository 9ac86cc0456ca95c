import { existsSync, realpathSync } from 'fs';
import { homedir } from 'os';
import { delimiter, dirname, join, sep } from 'path';

/** Folders with what belongs to people, and with the sockets of services that act with more rights: empty in the sandbox. */
const HIDDEN = ['/home', '/root', '/tmp', '/var/tmp', '/run', '/mnt', '/media'];

export interface View {
  /** Folders and files that stay readable, though they are in a hidden folder. */
  readonly readable: readonly string[];
  /** Folders that are writable. */
  readonly writable: readonly string[];
  /** Folders within these that stay read-only. */
  readonly locked: readonly string[];
  readonly cwd: string;
}

/** What the machine's programs need: this Node.js, and the folders of the path. */
export const programs = (): string[] => [dirname(dirname(process.execPath)), ...(process.env.PATH ?? '').split(delimiter).filter(folder => folder.startsWith('/'))];

/** Arguments of bubblewrap: a file system that can only be read, without what is hidden, and no network but a loopback interface of its own. */
export function bubblewrapArguments({ readable, writable, locked, cwd }: View): string[] {
  const hidden = [...new Set([...HIDDEN, homedir()])].filter(folder => folder !== '/' && isRealFolder(folder));
  const isHidden = (path: string) => hidden.some(folder => path === folder || path.startsWith(folder + sep));
  const shown = withTargets(readable).filter(isHidden);
  return [
    '--die-with-parent', '--unshare-user', '--unshare-net', '--unshare-pid', '--unshare-ipc', '--unshare-uts', '--cap-drop', 'ALL',
    '--ro-bind', '/', '/', '--dev', '/dev', '--proc', '/proc',
    ...hidden.flatMap(folder => ['--tmpfs', folder]),
    ...shown.flatMap(path => ['--ro-bind', path, path]),
    ...writable.flatMap(path => ['--bind', path, path]),
    ...locked.flatMap(path => ['--ro-bind', path, path]),
    '--chdir', cwd,
    '--',
  ];
}

const isRealFolder = (folder: string) => existsSync(folder) && realpathSync(folder) === folder;

/** What exists of the paths and what they link to, outer folders first. */
function withTargets(paths: readonly string[]): string[] {
  const found = paths.filter(path => existsSync(path)).flatMap(path => [path, realpathSync(path)]);
  return [...new Set(found)].sort();
}

/** The folders from which packages are resolved for programs in a folder. */
export function packageFolders(folder: string): string[] {
  const own = join(folder, 'node_modules');
  return [...existsSync(own) ? [own] : [], ...dirname(folder) === folder ? [] : packageFolders(dirname(folder))];
}
