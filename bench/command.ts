/** Runs a command of the bundled command line in the project's folder. */
import { execFileSync } from 'child_process';
import { join } from 'path';
import { report } from './measure';

const root = join(__dirname, '..');

void report(() => execFileSync(process.execPath, [join(root, 'assets', 'cv-insync.js'), process.env.BENCH_COMMAND!], { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] }));
