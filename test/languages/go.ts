import { cpSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'fs';
import { join } from 'path';
import { strToU8, zipSync } from 'fflate';
import { CACHE, DIST, emptied, ROOT, WORK } from './folders';
import type { Ecosystem } from './language';
import { run } from './run';

const MODULE = 'github.com/cv-insync/cv-insync-go/cvinsync';
const BUILT = join(DIST, 'go', 'cvinsync');
const PROXY = join(WORK, 'go-proxy');
const MODULES = join(CACHE, 'go');

/**
 * Also used by the Go that builds the package, so that common dependencies are downloaded and compiled once. Go keeps, outside GOMODCACHE, an index of the
 * files of every version that it has seen, since a version of a module never changes; but the version of this build stays the same,
 * and its files change. https://pkg.go.dev/cmd/go/internal/modindex
 */
export const GO_ENVIRONMENT = { GOMODCACHE: MODULES, GOFLAGS: '-modcacherw -buildvcs=false', GODEBUG: 'goindex=0' };

async function go(folder: string, args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const others = (await run('go', ['env', 'GOPROXY'])).trim();
  return run('go', args, { cwd: folder, env: { ...GO_ENVIRONMENT, GOPROXY: `file://${PROXY},${others}`, GONOSUMDB: MODULE, GOTOOLCHAIN: 'local', ...env } });
}

const app = (folder: string) => ({
  folder,
  synthesize: (env: Readonly<Record<string, string>>) => go(folder, ['run', '-mod=mod', '.'], env),
});

/** Stores a module in the layout of a module proxy, and deletes the cache of an earlier run. */
function serve(module: string, version: string, files: Readonly<Record<string, Uint8Array>>) {
  for (const folder of [join(MODULES, `${module}@${version}`), join(MODULES, 'cache', 'download', module)]) rmSync(folder, { recursive: true, force: true });
  const folder = emptied(join(PROXY, module, '@v'));
  writeFileSync(join(folder, 'list'), `${version}\n`);
  writeFileSync(join(folder, `${version}.info`), JSON.stringify({ Version: version }));
  writeFileSync(join(folder, `${version}.mod`), files['go.mod']);
  writeFileSync(join(folder, `${version}.zip`), zipSync(Object.fromEntries(Object.entries(files).map(([file, content]) => [`${module}@${version}/${file}`, content]))));
}

/** If a version is served with other files than in an earlier run, the current files are installed. */
export async function replacesEarlier() {
  const module = 'github.com/cv-insync/cv-insync-go/replaced';
  const folder = emptied(join(WORK, 'replaced'));
  writeFileSync(join(folder, 'go.mod'), `module app\n\ngo 1.25\n\nrequire ${module} v0.0.0\n`);
  writeFileSync(join(folder, 'main.go'), `package main\n\nimport "${module}"\n\nfunc main() { print(replaced.Says()) }\n`);
  const installations: Readonly<Record<string, Readonly<Record<string, string>>>> = {
    earlier: { 'earlier.go': 'func Says() string { return "earlier" }' },
    later: { 'later.go': 'func Says() string { return added }', 'added.go': 'const added = "later"' },
  };
  for (const [expected, files] of Object.entries(installations)) {
    const code = Object.entries(files).map(([file, text]) => [file, strToU8(`package replaced\n\n${text}\n`)]);
    serve(module, 'v0.0.0', { ...Object.fromEntries(code), 'go.mod': strToU8(`module ${module}\n\ngo 1.25\n`) });
    rmSync(join(folder, 'go.sum'), { force: true });
    const said = await go(folder, ['run', '-mod=mod', '.'], { GONOSUMDB: module });
    if (!said.endsWith(expected)) throw new Error(`expected ${expected}, found ${said}`);
  }
}

export const goLanguage: Ecosystem = {
  async install() {
    const files = readdirSync(BUILT, { recursive: true, encoding: 'utf8' }).filter(file => statSync(join(BUILT, file)).isFile());
    serve(MODULE, `v${readFileSync(join(BUILT, 'version'), 'utf8').trim()}`, Object.fromEntries(files.map(file => [file, readFileSync(join(BUILT, file))])));
  },
  async test(folder) {
    await go(folder, ['vet', '-mod=mod', '.']);
    await go(folder, ['test', '-mod=mod', '-vet=off', '.']);
  },
  app,
  snippet(code, folder) {
    writeFileSync(join(folder, 'app.go'), code);
    for (const file of ['go.mod', 'go.sum']) cpSync(join(ROOT, 'examples', 'go', 'core', file), join(folder, file));
    return app(folder);
  },
};
