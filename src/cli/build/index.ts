import { spawnSync } from 'child_process';
import { existsSync, readFileSync } from 'fs';
import { join } from 'path';
import { readOwnSpec } from './own-spec';
import { buildScript } from './script';
import { OWN_BUILD_SPEC } from '../../model/environment';
import { Failure, fail } from '../terminal/failure';

/** `cv-insync build`: in a checkout of a module's repository that brings its own build specification. */
export function buildCommand(directory = process.cwd()): number {
  const file = join(directory, OWN_BUILD_SPEC);
  if (!existsSync(file)) fail(`${directory}: no ${OWN_BUILD_SPEC} here, expected the module's own build specification; without one there is nothing to build by it`);
  const { value, problems } = readOwnSpec(readFileSync(file, 'utf8'), OWN_BUILD_SPEC);
  if (!value) throw new Failure(problems);
  value.notes.forEach(note => console.log(`note: ${note}`));
  const { status, error } = spawnSync('bash', ['--noprofile', '--norc', '-c', buildScript(value)], {
    cwd: directory, stdio: 'inherit', env: { ...value.variables, ...process.env },
  });
  return error ? fail(`bash could not be started: ${error.message}`) : status ?? 1;
}
