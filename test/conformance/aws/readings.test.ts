import { refusalIn } from '../../../conformance/aws/cloudtrail';
import { history } from '../../../conformance/aws/stacks';

const event = (LogicalResourceId: string, ResourceStatus: string, ResourceStatusReason?: string, PhysicalResourceId = 'p') =>
  ({ StackId: 'id', EventId: '', StackName: 's-x', LogicalResourceId, ResourceStatus, ResourceStatusReason, PhysicalResourceId, Timestamp: new Date() }) as never;

test('the history of a stack has the statuses of each resource without repetitions, and the failures that others do not explain', () => {
  expect(history([
    event('s-x', 'CREATE_IN_PROGRESS', undefined, 'id'), event('A', 'CREATE_IN_PROGRESS'), event('A', 'CREATE_IN_PROGRESS', 'Resource creation Initiated'),
    event('B', 'CREATE_IN_PROGRESS'), event('A', 'CREATE_FAILED', 'no more room'), event('B', 'CREATE_FAILED', 'Resource creation cancelled'),
    event('s-x', 'ROLLBACK_IN_PROGRESS', 'The following resource(s) failed to create: [A].', 'id'),
  ])).toEqual({
    statuses: { '(stack)': ['CREATE_IN_PROGRESS', 'ROLLBACK_IN_PROGRESS'], 'A': ['CREATE_IN_PROGRESS', 'CREATE_FAILED'], 'B': ['CREATE_IN_PROGRESS', 'CREATE_FAILED'] },
    failures: ['A: no more room'],
  });
});

// The form is AWS's: https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-user-identity.html
const refused = (role: string, errorCode?: string) => ({
  eventSource: 's3.amazonaws.com',
  eventName: 'CreateBucket',
  errorCode,
  errorMessage: 'no',
  userIdentity: { type: 'AssumedRole', arn: `arn:aws:sts::123456789012:assumed-role/${role}/run`, sessionContext: { sessionIssuer: { type: 'Role', userName: role } } },
});

test.each(['AccessDenied', 'AccessDeniedException', 'Client.UnauthorizedOperation', 'AuthorizationErrorException'])('%s of a role of the solution is a refusal', code => {
  expect(refusalIn(refused('cfm1-core-deploy', code), 'cfm1')).toEqual({ role: 'cfm1-core-deploy', call: 's3:CreateBucket', code, message: 'no' });
});

test.each([
  ['a call that succeeded', refused('cfm1-core-deploy')],
  ['another error', refused('cfm1-core-deploy', 'NoSuchBucket')],
  ['another solution', refused('cfm12-core-deploy', 'AccessDenied')],
  ['the root user', { ...refused('x', 'AccessDenied'), userIdentity: { arn: 'arn:aws:iam::123456789012:root' } }],
])('%s is none', (_, found) => {
  expect(refusalIn(found, 'cfm1')).toBeUndefined();
});
