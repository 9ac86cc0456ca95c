import { cpSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'fs';
import { join } from 'path';
import { zipSync } from 'fflate';
import { CACHE, DIST, emptied, ROOT, WORK } from './folders';
import type { Ecosystem } from './language';
import { run } from './run';

const MODULE = 'github.com/cv-insync/cv-insync-go/cvinsync';
const BUILT = join(DIST, 'go', 'cvinsync');
const PROXY = join(WORK, 'go-proxy');
const MODULES = join(CACHE, 'go');

/** For the Go that builds the package, too: what both need is downloaded and compiled once. */
export const GO_ENVIRONMENT = { GOMODCACHE: MODULES, GOFLAGS: '-modcacherw -buildvcs=false' };

async function go(folder: string, args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const others = (await run('go', ['env', 'GOPROXY'])).trim();
  return run('go', args, { cwd: folder, env: { ...GO_ENVIRONMENT, GOPROXY: `file://${PROXY},${others}`, GONOSUMDB: MODULE, GOTOOLCHAIN: 'local', ...env } });
}

const app = (folder: string) => ({
  folder,
  synthesize: (env: Readonly<Record<string, string>>) => go(folder, ['run', '-mod=mod', '.'], env),
});

export const goLanguage: Ecosystem = {
  /** Lays the module out as a proxy serves it, and forgets what an earlier run had of it. */
  async install() {
    const version = `v${readFileSync(join(BUILT, 'version'), 'utf8').trim()}`;
    for (const folder of [join(MODULES, 'github.com', 'cv-insync'), join(MODULES, 'cache', 'download', 'github.com', 'cv-insync')]) {
      rmSync(folder, { recursive: true, force: true });
    }
    const folder = emptied(join(PROXY, MODULE, '@v'));
    writeFileSync(join(folder, 'list'), `${version}\n`);
    writeFileSync(join(folder, `${version}.info`), JSON.stringify({ Version: version }));
    cpSync(join(BUILT, 'go.mod'), join(folder, `${version}.mod`));
    const files = readdirSync(BUILT, { recursive: true, encoding: 'utf8' }).filter(file => statSync(join(BUILT, file)).isFile());
    writeFileSync(join(folder, `${version}.zip`), zipSync(Object.fromEntries(files.map(file => [`${MODULE}@${version}/${file}`, readFileSync(join(BUILT, file))]))));
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
