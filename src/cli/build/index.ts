import { spawnSync, type StdioOptions } from 'child_process';
import { existsSync, readFileSync } from 'fs';
import { join } from 'path';
import { readOwnSpec } from './own-spec';
import { buildScript } from './script';
import { OWN_BUILD_SPEC } from '../../model/environment';
import { Failure, fail } from '../terminal/failure';

/** `cv-insync build`: runs the build specification that a module's repository contains, in a checkout of it. */
export function buildCommand(directory = process.cwd(), stdio: StdioOptions = 'inherit'): number {
  const file = join(directory, OWN_BUILD_SPEC);
  if (!existsSync(file)) fail(`${directory}: no ${OWN_BUILD_SPEC} here, expected the module's own build specification; a build without one does not run this command`);
  const { value, problems } = readOwnSpec(readFileSync(file, 'utf8'), OWN_BUILD_SPEC);
  if (!value) throw new Failure(problems);
  value.notes.forEach(note => console.log(`note: ${note}`));
  const { status, error } = spawnSync('bash', ['--noprofile', '--norc', '-c', buildScript(value)], {
    cwd: directory, stdio, env: { ...value.variables, ...process.env },
  });
  return error ? fail(`bash could not be started: ${error.message}`) : status ?? 1;
}
