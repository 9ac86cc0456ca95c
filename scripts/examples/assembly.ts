import { execFileSync } from 'child_process';
import { mkdtempSync, readFileSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { type Assembly, readAssembly } from '../../src/assembly/cloud-assembly';

const ROOT = join(__dirname, '..', '..');

/** The cloud assembly of an example's app, as the command line reads it. */
export function readExample(example: string): Assembly {
  const folder = mkdtempSync(join(tmpdir(), 'cv-insync-example-'));
  const cwd = join(ROOT, 'examples', example);
  const { app, context = {} } = JSON.parse(readFileSync(join(cwd, 'cdk.json'), 'utf8'));
  const [program, ...args] = app.split(' ');
  try {
    execFileSync(program, args, {
      cwd,
      // Examples import the package by its name, which this tsconfig maps to its sources.
      env: { ...process.env, CDK_OUTDIR: folder, CDK_CONTEXT_JSON: JSON.stringify({ ...context, 'aws:cdk:bundling-stacks': [] }), TSX_TSCONFIG_PATH: join(ROOT, 'tsconfig.dev.json') },
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    return readAssembly(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
