import { join } from 'path';
import { cdkProblem } from '../../../src/cli/bundle/cdk-installation';
import { contractCommand } from '../../../src/cli/contract';
import { moduleRehearsal } from '../../../src/cli/rehearse/module-rehearsal';
import { folderOf } from '../world';

const LIBRARY = { 'node_modules/aws-cdk-lib/package.json': { main: 'index.js' }, 'node_modules/aws-cdk-lib/index.js': '' };
const PROGRAM = { 'node_modules/.bin/cdk': '' };
const NODE_APP = { 'cdk.json': { app: 'npx tsx src/main.ts' } };
const PYTHON_APP = { 'cdk.json': { app: 'python3 app.py' } };
const DECLARED = { 'package.json': { devDependencies: { 'aws-cdk': '2', 'aws-cdk-lib': '2' } } };

test.each([
  ['an app of Node.js with both', { ...NODE_APP, ...PROGRAM, ...LIBRARY }],
  ['an app in another language, which brings its own library', { ...PYTHON_APP, ...PROGRAM }],
])('%s is complete', (_, files) => {
  expect(cdkProblem(folderOf(files), '')).toBeUndefined();
});

test('installations in a parent folder count, and so do executables in PATH', () => {
  const folder = folderOf({ ...PROGRAM, ...LIBRARY, 'modules/dtc/cdk.json': { app: 'node app.js' }, 'bin/cdk': '', 'app.py': '' });

  expect(cdkProblem(join(folder, 'modules/dtc'), '')).toBeUndefined();
  expect(cdkProblem(folderOf(PYTHON_APP), join(folder, 'bin'))).toBeUndefined();
});

test.each([
  ['no command line', { ...NODE_APP, ...LIBRARY }, 'the CDK\'s command line is not installed', 'install it there: npm install --save-dev aws-cdk'],
  ['a command line that is declared, but not installed', { ...NODE_APP, ...DECLARED }, 'the CDK\'s command line is not installed', 'run npm install there'],
  ['no library', { ...NODE_APP, ...PROGRAM }, 'the package aws-cdk-lib is not installed', 'install it there: npm install aws-cdk-lib constructs'],
  ['a library that is declared, but not installed', { ...NODE_APP, ...PROGRAM, ...DECLARED }, 'the package aws-cdk-lib is not installed', 'run npm install there'],
] as const)('%s is a problem with a remedy', (_, files, problem, remedy) => {
  const folder = folderOf(files);

  expect(cdkProblem(folder, '')).toMatch(`${folder}: ${problem}`);
  expect(cdkProblem(folder, '')).toMatch(remedy);
});

test('rehearse --module says so before anything runs', () => {
  const folder = folderOf(NODE_APP);

  expect(() => moduleRehearsal(undefined, { module: folder }, 'no-assets')).toThrow(`${folder}: the CDK's command line is not installed`);
});

describe('contract, before anything is synthesized,', () => {
  const { cwd } = process;
  afterEach(() => { process.cwd = cwd; });
  const contractIn = (folder: string) => {
    process.cwd = () => folder;
    return contractCommand({ app: 'cdk.out' });
  };

  test('says what to install', async () => {
    const folder = folderOf(NODE_APP);

    await expect(contractIn(folder)).rejects.toThrow(`cdk.out: contains no cloud assembly, and npx cdk synth cannot write one: ${folder}: the CDK's command line is not installed`);
  });

  test('says to synthesize it where the CDK is installed', async () => {
    await expect(contractIn(folderOf({ ...NODE_APP, ...PROGRAM, ...LIBRARY }))).rejects.toThrow('cdk.out: contains no cloud assembly, expected the output of `npx cdk synth`');
  });

  test('points a module without the CDK to its own command', async () => {
    await expect(contractIn(folderOf({ 'module.yaml': 'Name: poi' }))).rejects.toThrow('run cv-insync synth, then cv-insync contract --app .insync/assembly');
  });
});
