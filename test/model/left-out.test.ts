import { leftOut, NOT_KNOWN } from '../../src/model/left-out';

const GATE = 'arn:aws-us-gov:lambda:us-gov-west-1:111122223333:function:s-core-gate';
const output = (name: string, Condition?: string) => ({
  Type: 'AWS::SSM::Parameter', Properties: { Name: `/s/modules/dtc/outputs/${name}`, Type: 'String', Value: 'x' }, ...Condition && { Condition },
});
const equal = (name: string, value: string) => ({ 'Fn::Equals': [{ Ref: name }, value] });

const TEMPLATE = {
  Parameters: {
    Stage: { Type: 'String', Default: 'test' },
    Trips: { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/s/modules/fleet/outputs/Trips' },
    Image: { Type: 'AWS::SSM::Parameter::Value<AWS::EC2::Image::Id>', Default: '/aws/service/ami' },
  },
  Conditions: {
    IsProd: equal('Stage', 'prod'), HasTrips: equal('Trips', 'trips-table'), IsGov: equal('AWS::Region', 'us-gov-west-1'), HasImage: equal('Image', '/aws/service/ami'),
  },
  Resources: { A: output('Always'), P: output('Prod', 'IsProd'), T: output('Trips', 'HasTrips'), G: output('Gov', 'IsGov'), I: output('Image', 'HasImage') },
};
const left = (parameters: object = {}, registry: Record<string, string> = {}, outputs = ['Always', 'Prod', 'Trips', 'Gov', 'Image', 'None']) =>
  [...leftOut(TEMPLATE, parameters, 's', 'dtc', outputs, new Map(Object.entries(registry)), GATE)];

test('an output is left out if its condition is not met with the defaults, or the template does not have it', () => {
  expect(left({}, { '/s/modules/fleet/outputs/Trips': 'other' })).toEqual([['Prod', 'IsProd'], ['Trips', 'HasTrips'], ['Image', `HasImage${NOT_KNOWN}`], ['None', '']]);
});

test('values of the template configuration come before defaults, and parameters of the registry have the values that it has', () => {
  expect(left({ Stage: 'prod', Trips: '/s/modules/fleet/outputs/Trips' }, { '/s/modules/fleet/outputs/Trips': 'trips-table' })).toEqual([['Image', `HasImage${NOT_KNOWN}`], ['None', '']]);
});

test('a condition on a parameter that the registry does not have counts as not met, whichever way it is put', () => {
  expect(leftOut({ ...TEMPLATE, Conditions: { HasImage: { 'Fn::Not': [TEMPLATE.Conditions.HasImage] } } }, {}, 's', 'dtc', ['Image'], new Map(), GATE)).toEqual(new Map([['Image', `HasImage${NOT_KNOWN}`]]));
});
