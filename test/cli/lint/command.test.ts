import { lintCommand } from '../../../src/cli/lint';
import { folderOf } from '../world';

const said: string[] = [];
beforeEach(() => {
  said.length = 0;
  jest.spyOn(console, 'log').mockImplementation(text => void said.push(text));
});
afterEach(() => jest.restoreAllMocks());

const moduleWith = (properties: string) => folderOf({
  'module.yaml': 'Name: geofence', 'cloudformation.yaml': `Resources:\n  A: { Type: AWS::SNS::Topic, Properties: { ${properties} } }`,
});

test('warnings alone are a success; each finding has its place, its reason and a fix', () => {
  expect(lintCommand(moduleWith('DisplayName: eu-west-1'), { solution: 'cv' })).toBe(0);
  expect(said.join('\n').replace(/ +/g, ' ')).toBe(` rule where finding
warning region-or-account cloudformation.yaml:2:45 "eu-west-1" is fixed in the template, so the module cannot be installed in another region
 -> refer to AWS::Region, or make it a parameter
warning tests geofence its build runs no tests, so every push is deployed untested
 -> give package.json a "test" script, or run tests in buildspec.build.yaml
0 errors, 2 warnings in geofence`);
});

test('an error is a failure', () => {
  expect(lintCommand(moduleWith('TopicName: x'), { solution: 'cv', json: true })).toBe(1);
  expect(JSON.parse(said.join('\n'))).toMatchObject({
    modules: ['geofence'],
    errors: 1,
    warnings: 1,
    findings: [{ severity: 'error', rule: 'physical-name', module: 'geofence', where: 'cloudformation.yaml:2:45', fix: 'leave TopicName out, or let it begin with "cv-geofence-"' }, { rule: 'tests' }],
  });
});

test('a missing folder is wrong usage', () => {
  expect(() => lintCommand('/nowhere/at/all')).toThrow('/nowhere/at/all: no such folder, expected the folder of a module');
});
