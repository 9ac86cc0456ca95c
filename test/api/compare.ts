import { spawnSync } from 'child_process';
import { join } from 'path';
import { isDeepStrictEqual } from 'util';
import { Api, asPackage } from '../../scripts/docs/jsii-assembly';

const JSII_DIFF = join(__dirname, '..', '..', 'node_modules', 'jsii-diff', 'bin', 'jsii-diff');

/** Changes that break programs written against the earlier API, as jsii-diff reports them. */
export function breakingChanges(earlier: Api, later: Api): string[] {
  if (isDeepStrictEqual(earlier.types, later.types)) return [];
  return asPackage(earlier, original => asPackage(later, updated => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [JSII_DIFF, original, updated], {
      encoding: 'utf8', env: { ...process.env, JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION: '18,20' },
    });
    const changes = `${stdout}${stderr}`.split('\n').filter(line => /^(err|ERROR|\S+ )/.test(line) && line.trim());
    if (status !== 0 && !changes.length) throw new Error(`jsii-diff ended with ${status}:\n${stdout}${stderr}`);
    return status === 0 ? [] : changes;
  }));
}
