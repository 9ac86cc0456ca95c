import { canonicalJson } from '../../src/model/json';
import { contractIn } from '../../src/model/template-contract';

const contract = { schema: 1, name: 'dtc', version: '1.0.0', produces: ['Table'], consumes: ['fleet/Trips'] };
const written = (properties: object = {}, more: object = {}) => ({
  Resources: {
    Contract: { Type: 'AWS::SSM::Parameter', Properties: { Name: '/s/modules/dtc/contract', Type: 'String', Value: canonicalJson(contract), ...properties }, ...more },
  },
  Parameters: { Trips: { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/s/modules/fleet/outputs/Trips' } },
});
const read = (template: object) => contractIn(template, 's', 'dtc');

test('the contract of a version is the one that its template writes', () => {
  expect(read(written())).toEqual(contract);
});

describe('a contract cannot be relied on', () => {
  test.each<[string, object]>([
    ['if the template has none', {}],
    ['if it has another type', written({}, { Type: 'AWS::SSM::Association' })],
    ['if a condition decides whether it is written', written({}, { Condition: 'Never' })],
    ['if it is the contract of another module', written({ Value: canonicalJson({ ...contract, name: 'poi' }) })],
    ['if it is stored as that of another module', written({ Name: '/s/modules/poi/contract' })],
    ['if its name is only known in the deployment', written({ Name: { 'Fn::Sub': '/s/modules/dtc/contract' } })],
    ['if its text is only known in the deployment', written({ Value: { 'Fn::Sub': canonicalJson(contract) } })],
    ['if its text is a list', written({ Value: [canonicalJson(contract)] })],
    ['if it is not JSON', written({ Value: 'contract' })],
    ['if the template has no resources at all', { Resources: null }],
    ['if its resource has no properties', written({}, { Properties: null })],
    ['if it is nothing', written({ Value: 'null' })],
    ['if it consumes what is not the name of an output', written({ Value: canonicalJson({ ...contract, consumes: ['../../core'] }) })],
    ['if it produces what is not the name of an output', written({ Value: canonicalJson({ ...contract, produces: ['Table', '../x'] }) })],
    ['if it is too large for a parameter', written({ Value: canonicalJson({ ...contract, produces: Array.from({ length: 1000 }, (_, index) => `Output${index}`) }) })],
  ])('%s', (_, template) => {
    expect(read(template)).toMatch(/^the template of dtc does not write its contract as constant text of at most 4096 characters/);
  });

  test.each<[string, object]>([
    ['if the template does not read what it consumes', { ...written(), Parameters: {} }],
    ['if its parameters are not what parameters are', { ...written(), Parameters: { Trips: null, Other: { Type: [] } } }],
    ['if a parameter has only the text of the path', { ...written(), Parameters: { Trips: { Type: 'String', Default: '/s/modules/fleet/outputs/Trips' } } }],
  ])('%s', (_, template) => {
    expect(read(template)).toBe('the contract of dtc consumes fleet/Trips, which its template does not read');
  });
});
