import { writeFileSync } from 'fs';
import { join } from 'path';
import { DIST, ROOT, WORK } from './folders';
import type { Ecosystem } from './language';
import { run } from './run';

export const VENV = join(WORK, 'venv');
const PYTHON = join(VENV, 'bin', 'python3');
const REQUIREMENTS = join(ROOT, 'examples', 'python', 'core', 'requirements.txt');

const app = (folder: string) => ({
  folder,
  synthesize: (env: Readonly<Record<string, string>>) => run(PYTHON, ['app.py'], { cwd: folder, env }),
});

export const python: Ecosystem = {
  async install() {
    await run('python3', ['-m', 'venv', VENV]);
    await run(PYTHON, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--find-links', join(DIST, 'python'), '--requirement', REQUIREMENTS]);
  },
  test: folder => run(PYTHON, ['-m', 'pytest', '--quiet', '-p', 'no:cacheprovider'], { cwd: folder }),
  app,
  snippet(code, folder) {
    writeFileSync(join(folder, 'app.py'), code);
    return app(folder);
  },
};
