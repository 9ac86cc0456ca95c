/**
 * What grants of the CDK contain beside what code calls to read and write data, by the actions of their statements: legal holds and
 * retention in `grantWrite` of buckets, the descriptions of secrets in theirs, and the listing of state machines in `grantRead`.
 */
const GRANTS: ReadonlyArray<{ readonly beside: readonly string[]; readonly unneeded: readonly string[] }> = [
  { beside: ['s3:PutObject'], unneeded: ['s3:PutObjectLegalHold', 's3:PutObjectRetention'] },
  { beside: ['secretsmanager:PutSecretValue'], unneeded: ['secretsmanager:UpdateSecret', 'secretsmanager:UpdateSecretVersionStage'] },
  { beside: [], unneeded: ['states:DescribeActivity', 'states:DescribeStateMachine', 'states:ListActivities'] },
];

/** What a statement contains only because a grant of the CDK does: it has all actions of the grant. */
export function unneededOf(actions: readonly string[]): ReadonlySet<string> {
  const found = GRANTS.filter(({ beside, unneeded }) => [...beside, ...unneeded].every(action => actions.includes(action)));
  return new Set(found.flatMap(({ unneeded }) => unneeded));
}
