import { hidesChanges } from '../../src/model/nested-stacks';

const resource = (Type: string) => ({ Resources: { One: { Type, Properties: { Description: '"Type":"$' } } } });

test('a change set shows everything but what nested stacks change', () => {
  expect(hidesChanges({})).toBeUndefined();
  expect(hidesChanges(resource('AWS::SQS::Queue'))).toBeUndefined();
  expect(hidesChanges(resource('AWS::CloudFormation::Stack'))).toMatch(/^an approval does not show what nested stacks change; define their resources/);
});

test('a loop cannot hide a nested stack', () => {
  const loop = (Type: string) => ({ Resources: { 'Fn::ForEach::All': ['Kind', ['Stack'], { 'One${Kind}': { Type } }] } });

  expect(hidesChanges(loop('AWS::CloudFormation::Stack'))).toBeDefined();
  expect(hidesChanges(loop('AWS::CloudFormation::${Kind}'))).toBeDefined();
  expect(hidesChanges(loop('AWS::SQS::Queue'))).toBeUndefined();
});
