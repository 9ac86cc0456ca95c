import { execFileSync } from 'child_process';
import { readFileSync } from 'fs';
import { join } from 'path';
import { folderOf } from '../../cli/world';

const SCRIPT = join(__dirname, '../../../scripts/build/strip-source-maps.mjs');

test('source maps in compiled files are removed, at any depth, and nothing else', () => {
  const code = 'exports.text = "//# sourceMappingURL=data:x";\nrun();\n';
  const folder = folderOf({
    'a/with.js': `${code}//# sourceMappingURL=data:application/json;base64,eyJ2ZXJzaW9uIjozfQ==`, 'without.js': code, 'other.d.ts': 'export {};\n//# sourceMappingURL=data:x',
  });

  execFileSync(process.execPath, [SCRIPT, folder]);

  expect(['a/with.js', 'without.js'].map(file => readFileSync(join(folder, file), 'utf8'))).toEqual([code, code]);
  expect(readFileSync(join(folder, 'other.d.ts'), 'utf8')).toContain('sourceMappingURL');
});
