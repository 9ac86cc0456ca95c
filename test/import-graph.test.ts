import { existsSync, readdirSync, readFileSync, statSync } from 'fs';
import { dirname, join, normalize, relative } from 'path';

const ROOT = join(__dirname, '..');
const EMULATOR = 'packages/emulator';
const DOORS = ['@cv-insync/emulator', '@cv-insync/emulator/cloudformation'];
const OURS = ['src', 'test', 'scripts', 'bench', 'projenrc', 'examples'];

const files = [...OURS, EMULATOR].flatMap(sources);

function sources(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { withFileTypes: true }).flatMap(entry => {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return ['node_modules', 'cdk.out', '.insync'].includes(entry.name) || entry.name.endsWith('.snapshot') ? [] : sources(path);
    return /\.(ts|mjs)$/.test(entry.name) ? [path] : [];
  });
}

function specifiers(file: string): string[] {
  const text = readFileSync(join(ROOT, file), 'utf8');
  return [...text.matchAll(/^(?:import|export|\})[^'\n]* from '([^']+)'|^import '([^']+)'|\b(?:import|require)\('([^']+)'\)/gm)].map(([, from, bare, call]) => from ?? bare ?? call);
}

/** The file that a relative specifier names. */
function target(file: string, specifier: string): string | undefined {
  const path = normalize(join(dirname(file), specifier.replace(/\.js$/, '')));
  return [path, `${path}.ts`, `${path}/index.ts`].find(each => existsSync(join(ROOT, each)) && statSync(join(ROOT, each)).isFile());
}

const imports = new Map(files.map(file => [file, specifiers(file).filter(each => each.startsWith('.')).flatMap(each => target(file, each) ?? [])]));

test('the emulator imports nothing outside its package', () => {
  const inside = files.filter(file => file.startsWith(`${EMULATOR}/`));
  const wrong = inside.flatMap(file => [
    ...imports.get(file)!.filter(path => !path.startsWith(`${EMULATOR}/`)),
    ...specifiers(file).filter(name => /^(cv-insync|@cv-insync|connected-vehicle)/.test(name)),
  ].map(path => `${file} -> ${path}`));

  expect(inside.length).toBeGreaterThan(200);
  expect(wrong).toEqual([]);
});

test('everything else imports the emulator by its two entry points only', () => {
  const outside = files.filter(file => !file.startsWith(`${EMULATOR}/`));
  const wrong = outside.flatMap(file => [
    ...imports.get(file)!.filter(path => path.startsWith(`${EMULATOR}/`)),
    ...specifiers(file).filter(name => name.startsWith('@cv-insync/') && !DOORS.includes(name)),
  ].map(path => `${file} -> ${path}`));

  expect(outside.some(file => specifiers(file).includes(DOORS[0]))).toBe(true);
  expect(wrong).toEqual([]);
});

test('no files import each other in a circle', () => {
  expect(circles(imports)).toEqual([]);
  expect(circles(new Map([['a', ['b']], ['b', ['c']], ['c', ['a']], ['d', ['a']]]))).toEqual(['a -> b -> c -> a']);
});

/** One circle per group of files that reach each other, as `a -> b -> a`. */
function circles(graph: ReadonlyMap<string, readonly string[]>): string[] {
  const found: string[] = [];
  const done = new Set<string>();
  const path: string[] = [];
  const visit = (file: string) => {
    if (path.includes(file)) return void found.push([...path.slice(path.indexOf(file)), file].map(each => relative('.', each)).join(' -> '));
    if (done.has(file)) return;
    path.push(file);
    graph.get(file)?.forEach(visit);
    path.pop();
    done.add(file);
  };
  [...graph.keys()].forEach(visit);
  return found;
}
