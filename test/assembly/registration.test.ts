import { readAssembly } from '../../src/assembly/cloud-assembly';
import { readRegistration } from '../../src/assembly/registration';
import { folderOf } from '../cli/world';

const assemblyWith = (value: string) => readAssembly(folderOf({
  'manifest.json': { artifacts: { r: { type: 'aws:cloudformation:stack', properties: { stackName: 's-registration-dtc', templateFile: 'r.template.json' } } } },
  'r.template.json': { Resources: { Entry: { Type: 'AWS::SSM::Parameter', Properties: { Name: '/s/directory/self/dtc', Value: value } } } },
}));
const DTC = { name: 'dtc', solution: 's' };

test('the entry is read from the template of the registration stack', () => {
  const value = '{"schema":1,"name":"dtc","source":{"kind":"s3","bucket":"releases","key":"dtc.zip"}}';

  expect(readRegistration(assemblyWith(value), DTC)).toMatchObject({ stack: { stackName: 's-registration-dtc' }, value, entry: { name: 'dtc' } });
});

test('a module without such a stack has no registration', () => {
  expect(readRegistration(readAssembly(folderOf({ 'manifest.json': {} })), DTC)).toBeUndefined();
});

test('an entry that cannot be read is refused with its file', () => {
  expect(() => readRegistration(assemblyWith('{"schema":1,"name":"dtc"}'), DTC)).toThrow(/r\.template\.json: dtc: source: missing, expected an object/);
});
