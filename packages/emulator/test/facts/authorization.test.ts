import { authorization } from '../../scripts/facts/authorization';
import { actionFact, actionsOfService, resourceTypeFacts, servicePrefixes } from '../../src/facts';
import generated from '../../src/facts/authorization.generated.json';

test('the file says what the pinned release of the reference says', async () => {
  expect(generated).toEqual(await authorization());
}, 60_000);

// From the tables of https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonsqs.html and list_awskeymanagementservice.html
test('an action has its level, its resource types and its condition keys, and is found in any case', () => {
  expect(actionFact('SQS:createqueue')).toEqual({
    action: 'sqs:CreateQueue',
    level: 'Write',
    resourceTypes: [{ name: 'queue', required: true }],
    conditionKeys: ['aws:RequestTag/${TagKey}', 'aws:TagKeys'],
    dependentActions: [],
  });
  expect(actionFact('kms:PutKeyPolicy')?.level).toBe('Permissions management');
  expect(actionFact('sqs:TagQueue')?.level).toBe('Tagging');
});

test('an action that only * allows has no resource types', () => {
  expect(actionFact('codepipeline:PutJobSuccessResult')?.resourceTypes).toEqual([]);
});

test('an action that the reference does not have is unknown, also a pattern', () => {
  expect(['sqs:CreateQueu', 'sqs:*', 'nothing:Create', 'sqs'].map(actionFact)).toEqual([undefined, undefined, undefined, undefined]);
});

test('resource types have their ARN formats', () => {
  expect(resourceTypeFacts('sqs')).toEqual([
    { name: 'queue', arn: 'arn:${Partition}:sqs:${Region}:${Account}:${QueueName}', conditionKeys: ['aws:ResourceTag/${TagKey}'] },
  ]);
  expect(resourceTypeFacts('iam', actionFact('iam:PassRole')).map(({ arn }) => arn)).toEqual(['arn:${Partition}:iam::${Account}:role/${RoleNameWithPath}']);
});

test('every service has actions, and every action a level', () => {
  const actions = servicePrefixes().flatMap(service => actionsOfService(service).map(name => actionFact(`${service}:${name}`)!));

  expect(actions.length).toBeGreaterThan(20_000);
  expect(actions.filter(({ level }) => level === undefined)).toEqual([]);
});
