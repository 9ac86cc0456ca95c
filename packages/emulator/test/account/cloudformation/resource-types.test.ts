import { resourceTypes } from '../../../scripts/resource-types';
import { recreation, resourceType } from '../../../src/account/cloudformation/resource-types';
import generated from '../../../src/account/cloudformation/resource-types.generated.json';

test('the lookup file agrees with the published schemas', () => {
  expect(generated).toEqual(resourceTypes());
}, 30_000);

test.each([
  ['AWS::S3::Bucket', 'BucketName', 'Always'],
  ['AWS::SSM::Parameter', 'Value', 'Never'],
  ['AWS::CodePipeline::Pipeline', 'Name', 'Always'],
  ['AWS::CodePipeline::Pipeline', 'Stages', 'Never'],
  ['AWS::DynamoDB::Table', 'KeySchema', 'Always'],
  ['AWS::RDS::DBInstance', 'Engine', 'Conditionally'],
  ['Custom::Thing', 'Any', 'Never'],
])('a change of %s %s requires recreation: %s', (type, property, expected) => expect(recreation(type, property)).toBe(expected));

test('types without a published schema are unknown, not wrong', () => {
  expect(resourceType('Custom::Thing')).toBeUndefined();
});
