import { spawnSync } from 'child_process';
import { readFileSync } from 'fs';
import { join, resolve } from 'path';
import { CODES as explained } from '../../examples/modules/dtc/src/codes';
import { CODES as reported } from '../../examples/simulator/src/codes';

const folder = resolve(__dirname, '../../examples/simulator');

test('the simulator passes its own tests', () => {
  const { scripts } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));

  const { status, stdout } = spawnSync('sh', ['-c', scripts.test], { cwd: folder, encoding: 'utf8' });

  expect({ status, output: status ? stdout : '' }).toEqual({ status: 0, output: '' });
  expect(stdout).toMatch(/^ℹ pass [1-9]\d*$/m);
}, 120_000);

test('vehicles report the codes that the module of trouble codes explains', () => {
  expect([...reported]).toEqual(Object.keys(explained));
});
