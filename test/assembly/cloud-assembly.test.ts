import { join } from 'path';
import { App, CfnResource, Stack } from 'aws-cdk-lib';
import { isAssembly, readAssembly } from '../../src/assembly/cloud-assembly';
import { folderOf } from '../cli/world';

test('a folder without a cloud assembly is refused with the command to run first', () => {
  expect(isAssembly(folderOf({}))).toBe(false);
  expect(() => readAssembly(folderOf({}))).toThrow('contains no cloud assembly, expected the output of `npx cdk synth`');
});

test('an app without modules is an assembly without modules', () => {
  expect(readAssembly(folderOf({ 'manifest.json': {} }))).toEqual(expect.objectContaining({ modules: [], core: undefined, stacks: [] }));
});

test('stacks are found by the names that they are deployed under, with their tags', () => {
  const { stacks } = readAssembly(folderOf({
    'manifest.json': {
      artifacts: {
        dtc: { type: 'aws:cloudformation:stack', properties: { templateFile: 'dtc.template.json' } },
        registration: { type: 'aws:cloudformation:stack', properties: { stackName: 'cv-registration-dtc', templateFile: 'r.template.json', tags: { a: 'b' } } },
        Tree: { type: 'cdk:tree', properties: { file: 'tree.json' } },
      },
    },
  }));

  expect(stacks).toEqual([
    { stackName: 'dtc', templateFile: 'dtc.template.json', tags: {} },
    { stackName: 'cv-registration-dtc', templateFile: 'r.template.json', tags: { a: 'b' } },
  ]);
});

test('stacks, tags and construct paths are read from what the CDK synthesizes', () => {
  const app = new App();
  const stack = new Stack(app, 'Fleet', { stackName: 'cv-fleet', tags: { team: 'vehicles' } });
  new CfnResource(stack, 'Trips', { type: 'AWS::DynamoDB::Table' });

  const assembly = readAssembly(app.synth().directory);

  expect(assembly.version).toMatch(/^\d+\.\d+\.\d+$/);
  expect(assembly.stacks).toEqual([{ stackName: 'cv-fleet', templateFile: 'Fleet.template.json', tags: { team: 'vehicles' } }]);
  expect(assembly.tags('Fleet.template.json')).toEqual({ team: 'vehicles' });
  expect(assembly.constructPaths('Fleet.template.json').get('Trips')).toBe('Fleet/Trips');
});

test('the misspelt file of a module without the CDK is recognized', () => {
  const folder = folderOf({ 'module.yml': 'Name: dtc' });

  expect(() => readAssembly(join(folder, 'cdk.out'))).toThrow(`${join(folder, 'module.yml')}: expected the name module.yaml for the file that describes a module without the CDK; rename it`);
});
