import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { main } from '../src/command-line';

/** What is told before anything is made; the rest is tried by test/packages. */
function run(...args: string[]) {
  const lines: string[] = [];
  const spies = (['log', 'error'] as const).map(method => jest.spyOn(console, method).mockImplementation((...text: unknown[]) => void lines.push(text.join(' '))));
  try {
    return { code: main(args), output: lines.join('\n') };
  } finally {
    spies.forEach(spy => spy.mockRestore());
  }
}

test('it says how it is used, and its version', () => {
  expect(run('--help')).toEqual({ code: 0, output: expect.stringContaining('--consumes <module/Output>') });
  expect(run('--version')).toEqual({ code: 0, output: '0.0.0' });
});

test.each([
  [[], 'expected the module\'s folder'],
  [['geofence', 'weather'], 'expected one folder, found geofence, weather'],
  [['geofence', '--repositry', 'acme/x'], 'Unknown option \'--repositry\''],
  [['geofence', '--repository'], 'Option \'--repository <value>\' argument missing'],
  [['Geofence', '--consumes', 'fleet'], 'error: consumes: found "fleet", expected another module and its output'],
])('%j is told as a mistake, without a stack trace', (args, message) => {
  const { code, output } = run(...args);

  expect(code).toBe(2);
  expect(output).toContain(message);
  expect(output).not.toMatch(/^\s+at /m);
});

test('a folder that holds something is left alone', () => {
  const folder = mkdtempSync(join(tmpdir(), 'command-'));
  try {
    mkdirSync(join(folder, 'geofence'));
    writeFileSync(join(folder, 'geofence', 'mine'), '');

    expect(run(join(folder, 'geofence'))).toEqual({ code: 2, output: expect.stringContaining('geofence already exists, expected a new or empty folder') });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
