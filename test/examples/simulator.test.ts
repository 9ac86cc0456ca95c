import { spawnSync } from 'child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
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

test('git ignores the keys and certificates that the instructions of the registration module create', () => {
  const place = mkdtempSync(join(tmpdir(), 'recipe-'));
  const bin = join(place, 'bin');
  const work = join(place, 'simulator');
  mkdirSync(bin);
  mkdirSync(work);
  const command = (name: string, script: string) => writeFileSync(join(bin, name), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  command('aws', 'echo 1234');
  command('curl', 'echo root > "$2"');
  command('npm', 'echo CVS00000001000001');
  copyFileSync(join(folder, '.gitignore'), join(work, '.gitignore'));
  const recipe = [...readFileSync(join(folder, '../modules/jitr/README.md'), 'utf8').matchAll(/^```sh\n(.*?)^```$/gms)].map(([, script]) => script).join('');
  const run = (script: string) => spawnSync('sh', ['-ec', script], { cwd: work, encoding: 'utf8', env: { ...process.env, PATH: `${bin}:${process.env.PATH}` } });
  try {
    const made = run(recipe);
    const seen = run('git init -q && git status --porcelain --untracked-files=all');

    expect(made.status === 0 ? '' : made.stderr).toBe('');
    expect(readdirSync(work)).toEqual(expect.arrayContaining(['ca.key', 'ca.crt', 'check.csr', 'CVS00000001000001.csr']));
    expect(readdirSync(join(work, 'certificates')).sort()).toEqual(['CVS00000001000001.key', 'CVS00000001000001.pem', 'ca.pem']);
    expect(seen).toMatchObject({ status: 0, stdout: '?? .gitignore\n' });
  } finally {
    rmSync(place, { recursive: true });
  }
});

test('simulated vehicles report codes that the trouble code module explains', () => {
  expect([...reported]).toEqual(Object.keys(explained));
});
