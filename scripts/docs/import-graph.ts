import { readdirSync, readFileSync } from 'fs';
import { dirname, join, relative, resolve } from 'path';
import * as ts from 'typescript';

export const ROOT = join(__dirname, '..', '..');

const EMULATOR = '@cv-insync/emulator';
const SOURCE = /(?<!\.d)\.(ts|mjs)$/;

export interface Import {
  readonly file: string;
  /** The module specifier. */
  readonly name: string;
  /** The imported file of this repository, or its path without an extension if it is in none of the folders; undefined for packages. */
  readonly target?: string;
}

/** All imports of the files in some folders of the repository. */
export function importsIn(folders: readonly string[]): Import[] {
  const files = new Set(folders.flatMap(folder => readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter(name => SOURCE.test(name) && !/(^|\/)(node_modules|cdk\.out)\//.test(name)).map(name => join(folder, name))));
  return [...files].flatMap(file => namesIn(file).map(name => ({ file, name, target: targetOf(file, name, files) })));
}

/** For each file, the files that it imports. */
export function filesImported(imports: readonly Import[]): Map<string, string[]> {
  const graph = new Map<string, string[]>();
  for (const { file, target } of imports) graph.set(file, [...graph.get(file) ?? [], ...target === undefined ? [] : [target]]);
  return graph;
}

/** Module specifiers in a file's `import`, `export ... from`, `import()` and `require()`, including those of type imports. */
const namesIn = (file: string) => ts.preProcessFile(readFileSync(join(ROOT, file), 'utf8'), true, true).importedFiles.map(({ fileName }) => fileName);

function targetOf(file: string, name: string, files: ReadonlySet<string>): string | undefined {
  const path = name.startsWith('.') ? relative(ROOT, resolve(ROOT, dirname(file), name)) : name.startsWith(EMULATOR) ? name.replace(EMULATOR, 'packages/emulator/src') : undefined;
  if (path === undefined) return undefined;
  const stem = path.replace(/\.js$/, '');
  return [path, `${stem}.ts`, `${stem}.mjs`, `${stem}/index.ts`, `${path}/index.ts`].find(candidate => files.has(candidate)) ?? path;
}
