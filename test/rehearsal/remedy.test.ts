import { remedyOf, remedyText } from '../../src/rehearsal/remedy';

const refused = (role: string, action = 'sqs:CreateQueue', resource = 'arn:aws:sqs:us-east-1:123456789012:codes') =>
  `Q: Resource handler returned message: "User: arn:aws:sts::123456789012:assumed-role/${role}/AWSCloudFormation `
  + `is not authorized to perform: ${action} on resource: ${resource} because no identity-based policy allows the ${action} action (Service: Any`;
const CODES = { actions: ['sqs:CreateQueue'], resources: ['arn:aws:sqs:us-east-1:123456789012:codes'] };

test('a refusal to the role that deploys a module comes with the prefix of its names and with the permission to write', () => {
  const remedy = remedyOf(refused('cv-delivery-dtc-deploy'))!;

  expect(remedy).toEqual({ namePrefix: 'cv-dtc-', permissions: [CODES] });
  expect(remedyText(remedy)).toBe('name what belongs to the module with the prefix "cv-dtc-", or permit the action in the module\'s entry: '
    + 'permissions: [{ actions: [\'sqs:CreateQueue\'], resources: [\'arn:aws:sqs:us-east-1:123456789012:codes\'] }]');
});

test('several refusals come with all permissions to write, each once', () => {
  const topic = 'arn:aws:sns:us-east-1:123456789012:codes';
  const message = ['sqs:CreateQueue', 'sqs:TagQueue', 'sqs:CreateQueue'].map(action => refused('cv-delivery-dtc-deploy', action))
    .concat(refused('cv-delivery-dtc-deploy', 'sns:CreateTopic', topic)).join('; ');

  expect(remedyOf(message)!.permissions).toEqual([
    { actions: ['sqs:CreateQueue', 'sqs:TagQueue'], resources: CODES.resources }, { actions: ['sns:CreateTopic'], resources: [topic] },
  ]);
});

test('other failures, and refusals to roles of the solution, have no remedy in an entry', () => {
  expect(remedyOf('the build ended in phase BUILD')).toBeUndefined();
  expect(remedyOf(refused('cv-core-deploy'))).toBeUndefined();
});
