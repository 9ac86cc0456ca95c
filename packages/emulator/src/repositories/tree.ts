import { execFileSync } from 'child_process';
import { copyFileSync, existsSync, lstatSync, mkdirSync, readdirSync, readlinkSync, symlinkSync } from 'fs';
import { dirname, join, relative } from 'path';

const LEFT_OUT = ['node_modules', '.git', 'cdk.out', '.insync'];

/** Copies the files of a folder that belong into a repository: those that git would add, or, outside a work tree, all but the output of tools. */
export function copyTree(from: string, to: string) {
  for (const path of filesOf(from)) {
    const source = join(from, path);
    mkdirSync(dirname(join(to, path)), { recursive: true });
    if (lstatSync(source).isSymbolicLink()) symlinkSync(readlinkSync(source), join(to, path));
    else copyFileSync(source, join(to, path));
  }
}

function filesOf(folder: string): string[] {
  try {
    const listed = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
      cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'], maxBuffer: 2 ** 28,
    });
    const files = listed.split('\0').filter(path => path && existsSync(join(folder, path)) && !lstatSync(join(folder, path)).isDirectory());
    if (files.length) return files;
  } catch {
    // Not a git work tree.
  }
  return walk(folder).map(path => relative(folder, path));
}

function walk(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).filter(({ name }) => !LEFT_OUT.includes(name))
    .flatMap(entry => entry.isDirectory() ? walk(join(folder, entry.name)) : [join(folder, entry.name)]);
}
