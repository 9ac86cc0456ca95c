import { CFN_LINT } from '../../scripts/facts/schemas';
import { resourceType } from '../../src/account/cloudformation/resource-types';
import { typeFact, typesWithHandlers } from '../../src/facts';
import generated from '../../src/facts/handlers.generated.json';

test('the file is of the pinned release', () => {
  expect(generated.version).toBe(CFN_LINT.version);
  expect(typesWithHandlers()).toHaveLength(1763);
});

// From the schema of the type: https://schema.cloudformation.us-east-1.amazonaws.com/CloudformationSchema.zip
test('a type has the permissions of its handlers, and its tagging', () => {
  expect(typeFact('AWS::SSM::Parameter')).toEqual({
    type: 'AWS::SSM::Parameter',
    handlers: {
      create: ['ssm:AddTagsToResource', 'ssm:GetParameters', 'ssm:PutParameter'],
      read: ['ssm:GetParameters', 'ssm:ListTagsForResource'],
      update: ['ssm:AddTagsToResource', 'ssm:GetParameters', 'ssm:PutParameter', 'ssm:RemoveTagsFromResource'],
      delete: ['ssm:DeleteParameter'],
      list: ['ssm:DescribeParameters'],
    },
    tagging: {
      property: 'Tags',
      onCreate: true,
      updatable: true,
      systemTags: true,
      permissions: ['ssm:AddTagsToResource', 'ssm:ListTagsForResource', 'ssm:RemoveTagsFromResource'],
    },
  });
});

test('a type without an update handler or tags has neither', () => {
  const permission = typeFact('AWS::Lambda::Permission')!;

  expect(Object.keys(permission.handlers)).toEqual(['create', 'read', 'delete', 'list']);
  expect(permission.tagging).toBeUndefined();
});

test('actions are spelled as in the Service Authorization Reference', () => {
  expect(typeFact('AWS::Batch::JobQueue')!.handlers.create).toContain('batch:CreateJobQueue');
  expect(typeFact('AWS::ApiGatewayV2::Api')!.handlers.create).toContain('s3:GetObject');
});

test('types that publish no handlers are unknown', () => {
  expect(['AWS::CodeBuild::Project', 'Custom::Thing'].map(typeFact)).toEqual([undefined, undefined]);
});

test.each(['toString', 'constructor', '__proto__'])('the type %s, which is a name of every object in JavaScript, has no handlers and no schema', type => {
  expect(typeFact(type)).toBeUndefined();
  expect(resourceType(type)).toBeUndefined();
});
