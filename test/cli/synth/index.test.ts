import { existsSync, readFileSync, rmSync } from 'fs';
import { join } from 'path';
import { synthCommand } from '../../../src/cli/synth';
import { folderOf } from '../world';

const said: string[] = [];
beforeEach(() => {
  said.length = 0;
  jest.spyOn(console, 'log').mockImplementation(text => void said.push(text));
});
afterEach(() => jest.restoreAllMocks());

const MODULE = { 'module.yaml': 'Name: geofence', 'cloudformation.yaml': 'Resources:\n  A: { Type: AWS::SNS::Topic }' };
const read = (folder: string) => JSON.parse(readFileSync(join(folder, 'geofence.template.json'), 'utf8'));

test('writes the deployed template beside the module or into a given folder', () => {
  const folder = folderOf(MODULE);
  synthCommand(folder, { solution: 'cv' });
  synthCommand(folder, { solution: 'north', output: join(folder, 'out') });

  expect(read(join(folder, '.insync/assembly')).Resources.Contract.Properties.Name).toBe('/cv/modules/geofence/contract');
  expect(read(join(folder, 'out')).Resources.Contract.Properties.Name).toBe('/north/modules/geofence/contract');
  expect(said[1]).toMatch(/^module geofence of north: .*out\/geofence\.template\.json$/);
});

test('replaces what it wrote before, and nothing else', () => {
  const folder = folderOf({ ...MODULE, 'mine/letter.txt': 'dear' });
  const output = join(folder, 'out');
  synthCommand(folder, { output });
  synthCommand(folder, { output });

  expect(() => synthCommand(folder, { output: join(folder, 'mine') })).toThrow(/mine: found a file or a folder with other content, expected an empty folder, or one that this command wrote/);
  expect(existsSync(join(folder, 'mine/letter.txt'))).toBe(true);
});

test.each([0, 1, 2, 3])('continues after an interruption when %i of its files were written', written => {
  const folder = folderOf({ ...MODULE, 'out/.keep': '' });
  const output = join(folder, 'out');
  rmSync(join(output, '.keep'));
  for (const earlier of [false, true]) {
    if (earlier) synthCommand(folder, { output });
    const fs = jest.requireActual<typeof import('fs')>('fs');
    const { writeFileSync } = fs;
    let count = 0;
    const cut = jest.spyOn(fs, 'writeFileSync').mockImplementation((...args) => {
      if (count++ === written) throw new Error('killed');
      writeFileSync(...args);
    });
    expect(() => synthCommand(folder, { output })).toThrow('killed');
    cut.mockRestore();
    synthCommand(folder, { output });
    expect(read(output).Resources.A.Type).toBe('AWS::SNS::Topic');
  }
});

test('a file in place of the folder is reported and kept', () => {
  const folder = folderOf({ ...MODULE, 'mine.txt': 'dear' });

  expect(() => synthCommand(folder, { output: join(folder, 'mine.txt') })).toThrow(/mine\.txt: found a file or a folder with other content, expected an empty folder/);
  expect(readFileSync(join(folder, 'mine.txt'), 'utf8')).toBe('dear');
});

test('an invalid module is reported and nothing is written', () => {
  const folder = folderOf({ ...MODULE, 'module.yaml': 'Name: Geofence\nConsumes: [Fleet]' });

  expect(() => synthCommand(folder)).toThrow(/module\.yaml:1:7: Name: .*\n.*module\.yaml:2:12: Consumes/);
  expect(existsSync(join(folder, '.insync'))).toBe(false);
});

test('the folder of a CDK app is wrong usage', () => {
  expect(() => synthCommand(folderOf({ 'cdk.json': '{}' }))).toThrow(/no module\.yaml here, expected the folder of a module without the CDK; synthesize a CDK app with `npx cdk synth`$/);
});
