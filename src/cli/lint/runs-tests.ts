import { existsSync, readFileSync } from 'fs';
import { join } from 'path';
import { OWN_BUILD_SPEC } from '../../model/environment';

/** The test script that `npm init` writes, which only fails. */
const NONE = /no test specified/;

/** Whether the build of a module runs tests. A build specification of its own is assumed to. */
export function runsTests(folder: string): boolean {
  if (existsSync(join(folder, OWN_BUILD_SPEC))) return true;
  try {
    const { scripts = {} } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    return typeof scripts.test === 'string' && !NONE.test(scripts.test);
  } catch {
    return false;
  }
}
