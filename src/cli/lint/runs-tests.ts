import { existsSync, readFileSync } from 'fs';
import { join } from 'path';
import { OWN_BUILD_SPEC } from '../../model/environment';

/** What `npm init` writes, which fails rather than tests. */
const NONE = /no test specified/;

/** Whether the build of a folder's module runs tests; whether a build of its own does, nobody can tell. */
export function runsTests(folder: string): boolean {
  if (existsSync(join(folder, OWN_BUILD_SPEC))) return true;
  try {
    const { scripts = {} } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    return typeof scripts.test === 'string' && !NONE.test(scripts.test);
  } catch {
    return false;
  }
}
