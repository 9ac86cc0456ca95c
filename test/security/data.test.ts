import { bounded, boundedQuestion } from './data';
import { ENTRIES } from './granted-by-l2';
import { placeSolution } from './placed';
import { evaluate } from '@cv-insync/emulator/iam';

/** What the CDK grants besides, in one statement with what reads and writes data. */
const NOT_OF_A_MODULE = [
  'kinesis:ListStreams', 's3:PutObjectLegalHold', 's3:PutObjectRetention', 'secretsmanager:UpdateSecret', 'secretsmanager:UpdateSecretVersionStage', 'ssm:DescribeParameters',
  'states:DescribeActivity', 'states:DescribeStateMachine', 'states:ListActivities', 'states:ListStateMachines',
];
/** Core modules have no secrets and no buses: the page for authors says so. Their boundary allows all actions of other services. */
const NOT_OF_THE_CORE = [
  'events:PutEvents', 'secretsmanager:DescribeSecret', 'secretsmanager:GetSecretValue', 'secretsmanager:PutSecretValue',
  ...NOT_OF_A_MODULE.filter(action => /^(secretsmanager|ssm|states):/.test(action)),
];

const OWNERS = [{ of: 'a module', at: 0, reviewed: NOT_OF_A_MODULE }, { of: 'core modules', at: 1, reviewed: NOT_OF_THE_CORE }];

test.each(OWNERS)('the boundary leaves to roles of $of what the CDK grants on data, but for reviewed actions', async ({ at, reviewed }) => {
  const policies = await placeSolution(ENTRIES);
  const { boundary, needs } = bounded()[at];
  const refused = needs.filter(need => {
    const { request, policies: of } = boundedQuestion(policies, boundary, need);
    return !evaluate(request, of).allowed;
  });

  expect(needs.length).toBeGreaterThan(100);
  expect([...new Set(refused.map(({ action }) => action))].sort()).toEqual([...reviewed].sort());
}, 120_000);
