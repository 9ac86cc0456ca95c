import { mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'fs';
import { join } from 'path';
import { DIST, ROOT, WORK } from './folders';
import type { Ecosystem, Program } from './language';
import { run } from './run';

const MODULES = join(WORK, 'node_modules');

const app = (folder: string) => ({
  folder,
  synthesize: (env: Readonly<Record<string, string>>) => run(process.execPath, ['--import', 'tsx', 'app.ts'], { cwd: folder, env }),
});

/** The reference for the other languages. */
export const typescript: Ecosystem = {
  /** Unpacks the tarball where every program of this run finds it, beside the dependencies of the project. */
  async install() {
    const [tarball] = readdirSync(join(DIST, 'js')).filter(file => file.startsWith('cv-insync@'));
    mkdirSync(join(MODULES, 'cv-insync'), { recursive: true });
    await run('tar', ['--extract', '--file', join(DIST, 'js', tarball), '--directory', join(MODULES, 'cv-insync'), '--strip-components=1']);
    for (const name of ['aws-cdk-lib', 'constructs', 'tsx']) symlinkSync(join(ROOT, 'node_modules', name), join(MODULES, name), 'dir');
  },
  test: async () => undefined,
  app,
  snippet(code, folder) {
    writeFileSync(join(folder, 'app.ts'), code);
    return app(folder);
  },
};

/** The readme's program, which has no types, as JavaScript in an ES module, run by Node.js alone. */
export function esModule(code: string, folder: string): Program {
  writeFileSync(join(folder, 'app.mjs'), code);
  return { folder, synthesize: env => run(process.execPath, ['app.mjs'], { cwd: folder, env }) };
}
