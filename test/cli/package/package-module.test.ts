import { findModule, givenTexts, packageModule } from '../../../src/cli/bundle/package-module';
import { assemblyOf } from '../prepare/assembly';

const DTC = {
  name: 'dtc',
  produces: ['Table'],
  consumes: ['fleet/Trips'],
  template: { Parameters: { Level: { Type: 'Number', Default: 1 }, Trips: { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/s/modules/fleet/outputs/Trips' } } },
};

test('a package names every parameter: values of the entry first, else defaults', () => {
  const assembly = assemblyOf([DTC]);

  expect(packageModule(assembly, findModule(assembly, 's', 'dtc'), { Level: '2' })).toEqual({
    'template.json': JSON.stringify(DTC.template),
    'template-configuration.json': {
      Parameters: { Level: '2', Trips: '/s/modules/fleet/outputs/Trips' },
      Tags: { 'owner': 'dtc', 'insync:solution': 's', 'insync:module': 'dtc' },
    },
  });
});

test('tags of the solution take precedence over those of the module, and its own tags over both', () => {
  const assembly = assemblyOf([DTC]);
  const { 'template-configuration.json': { Tags } } = packageModule(assembly, assembly.modules[0], {}, { 'owner': 'fleet team', 'cost-centre': '4711', 'insync:module': 'x' });

  expect(Tags).toEqual({ 'owner': 'fleet team', 'cost-centre': '4711', 'insync:solution': 's', 'insync:module': 'dtc' });
});

test('all problems of a package are reported at once', () => {
  const resources = Object.fromEntries(Array.from({ length: 501 }, (_, index) => [`R${index}`, {}]));
  const assembly = assemblyOf([{ name: 'dtc', template: { Parameters: { Needed: { Type: 'String' } }, Resources: resources } }]);
  const attempt = () => packageModule(assembly, assembly.modules[0], { Levle: '2' });

  expect(attempt).toThrow('501 resources, expected at most 500');
  expect(attempt).toThrow('parameter Levle: its entry gives it a value, but its template has no such parameter; it has Needed');
  expect(attempt).toThrow('parameter Needed: has neither a value nor a default');
});

describe('the module of the pipeline is found by its name, or reported missing', () => {
  test.each<[string, Parameters<typeof assemblyOf>[0], RegExp]>([
    ['that there is none', [], /the app defines no module, expected one InSyncModule "dtc"/],
    ['that it has another name', [{ name: 'dct' }], /the app defines the module\(s\) "dct", expected one InSyncModule "dtc"/],
    ['that it belongs to another solution', [{ ...DTC, solution: 'other' }], /its solution is "other", expected "s"/],
  ])('%s', (_, modules, message) => {
    expect(() => findModule(assemblyOf(modules), 's', 'dtc')).toThrow(message);
  });
});

test('parameters of the environment are a JSON object of texts', () => {
  expect(givenTexts(undefined, 'INSYNC_PARAMETERS')).toEqual({});
  expect(givenTexts('{"Level":"2"}', 'INSYNC_PARAMETERS')).toEqual({ Level: '2' });
  expect(() => givenTexts('{"Level":2}', 'INSYNC_PARAMETERS')).toThrow('expected a JSON object of texts');
  expect(() => givenTexts('Level=2', 'INSYNC_PARAMETERS')).toThrow('INSYNC_PARAMETERS: found Level=2');
});
