import { remedyOf } from '../../src/rehearsal/remedy';

const refused = (role: string) => `stack 'cv-dtc' ended in ROLLBACK_COMPLETE: Q: Resource handler returned message: "User: arn:aws:sts::123456789012:assumed-role/${role}/AWSCloudFormation `
  + 'is not authorized to perform: sqs:CreateQueue on resource: arn:aws:sqs:us-east-1:123456789012:codes because no identity-based policy allows the sqs:CreateQueue action (Service: SQS';

test('a refusal to the role that deploys a module comes with the prefix of its names and with the permission to write', () => {
  expect(remedyOf(refused('cv-delivery-dtc-deploy'))).toBe('name what belongs to the module with the prefix "cv-dtc-", or permit the action in the module\'s entry: '
    + 'permissions: [{ actions: [\'sqs:CreateQueue\'], resources: [\'arn:aws:sqs:us-east-1:123456789012:codes\'] }]');
});

test('other failures, and refusals to roles of the solution, have no remedy in an entry', () => {
  expect(remedyOf('the build ended in phase BUILD')).toBeUndefined();
  expect(remedyOf(refused('cv-core-deploy'))).toBeUndefined();
});
