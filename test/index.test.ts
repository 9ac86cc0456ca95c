import { execFileSync } from 'child_process';
import { join } from 'path';
import * as source from '../src';

const LIBRARY = join(__dirname, '..', 'lib', 'index.js');

test('ES modules can import the classes by name', () => {
  const names = Object.keys(source).sort();
  const program = `import { ${names.join(', ')} } from ${JSON.stringify(LIBRARY)}; console.log([${names.join(', ')}].map(each => each.name).join());`;

  expect(execFileSync(process.execPath, ['--input-type=module', '--eval', program], { encoding: 'utf8' }).trim()).toBe(names.join());
});

test('importing the package loads no class before it is used', () => {
  const program = `require(${JSON.stringify(LIBRARY)}); console.log(Object.keys(require.cache).length);`;

  expect(execFileSync(process.execPath, ['--eval', program], { encoding: 'utf8' }).trim()).toBe('1');
});
