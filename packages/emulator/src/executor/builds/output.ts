import { existsSync, lstatSync, readdirSync, realpathSync, statSync } from 'fs';
import { basename, join, relative, resolve, sep } from 'path';
import picomatch from 'picomatch';
import type { ArtifactSpec } from './buildspec';

/** The files of a build's artifact with their paths in it, without folders that were linked into the checkout, and without files that links outside of a folder lead to. */
export function filesOfArtifact(root: string, spec: ArtifactSpec, within?: string): { path: string; file: string }[] {
  const base = resolve(root, spec.baseDirectory ?? '.');
  if (!existsSync(base)) throw new Error(`no matching base directory path found for ${spec.baseDirectory}`);
  const included = spec.files.map(pattern => {
    const path = relative(base, resolve(base, pattern));
    const isFolder = existsSync(resolve(base, pattern)) && statSync(resolve(base, pattern)).isDirectory();
    return picomatch(isFolder ? `${path || '**'}${path ? '/**' : ''}` : path, { dot: true });
  });
  const excluded = spec.excludePaths.map(pattern => picomatch(pattern.replace(/^\.\//, ''), { dot: true }));
  const isWithin = (file: string) => within === undefined || !relative(realpathSync(within), realpathSync(file)).startsWith('..');
  const files = walk(base).filter(isWithin).map(file => ({ path: relative(base, file).split(sep).join('/'), file }))
    .filter(({ path }) => included.some(matches => matches(path)) && !excluded.some(matches => matches(path)));
  if (!files.length) throw new Error(`no matching artifact paths found: ${spec.files.join(', ')} in ${spec.baseDirectory ?? 'the source'}`);
  return spec.discardPaths ? files.map(({ file }) => ({ path: basename(file), file })) : files;
}

function walk(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).sort((a, b) => a.name < b.name ? -1 : 1).flatMap(entry => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return walk(path);
    if (entry.isFile()) return [path];
    return entry.isSymbolicLink() && existsSync(path) && !lstatSync(path).isDirectory() && statSync(path).isFile() ? [path] : [];
  });
}
