import { evaluate, type AccessRequest, type Policies, type PolicyDocument, refusalOf, type Statement } from '../../src/iam-evaluator';

const ACCOUNT = '111122223333';
const SESSION = `arn:aws:sts::${ACCOUNT}:assumed-role/Deploy/run`;
const ROLE = `arn:aws:iam::${ACCOUNT}:role/path/Deploy`;
const BUCKET = 'arn:aws:s3:::cars';

const policy = (...Statement: Partial<Statement>[]): PolicyDocument =>
  ({ Version: '2012-10-17', Statement: Statement.map(each => ({ Effect: 'Allow', Action: '*', ...'NotResource' in each ? {} : { Resource: '*' }, ...each })) });
const request = (given: Partial<AccessRequest> = {}): AccessRequest => ({ principal: SESSION, action: 's3:GetObject', resource: `${BUCKET}/a`, context: {}, ...given });
const decide = (policies: Partial<Policies>, given: Partial<AccessRequest> = {}) => evaluate(request(given), { identity: [], ...policies });
const allows = (...of: Parameters<typeof decide>) => decide(...of).allowed;
const holds = (Condition: Statement['Condition'], context: AccessRequest['context']) => allows({ identity: [policy({ Condition })] }, { context });

/** The words of https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html. */
describe('a refusal says what decided', () => {
  const said = (policies: Partial<Policies>, given: Partial<AccessRequest> = {}) => refusalOf(request(given), decide(policies, given)).split('/a ').pop();
  const deny = policy({ Effect: 'Deny' });

  test.each<[string, Partial<Policies>, string]>([
    ['no policy', {}, 'because no identity-based policy allows the s3:GetObject action'],
    ['a boundary that lacks the action', { identity: [policy({})], boundary: policy({ Action: 'sns:*' }) }, 'because no permissions boundary allows the s3:GetObject action'],
    ['a session policy that lacks it', { identity: [policy({})], session: [policy({ Action: 'sns:*' })] }, 'because no session policy allows the s3:GetObject action'],
    ['a policy that denies', { identity: [policy({}), deny] }, 'with an explicit deny in an identity-based policy'],
    ['a boundary that denies', { identity: [policy({})], boundary: deny }, 'with an explicit deny in a permissions boundary'],
    ['a session policy that denies', { identity: [policy({})], session: [deny] }, 'with an explicit deny in a session policy'],
    ['a bucket policy that denies', { identity: [policy({})], resource: policy({ Effect: 'Deny', Principal: '*' }) }, 'with an explicit deny in a resource-based policy'],
  ])('%s', (_, policies, text) => expect(said(policies)).toBe(text));

  test('and who, what and on which resource', () => {
    expect(refusalOf(request(), decide({}))).toBe(`User: ${SESSION} is not authorized to perform: s3:GetObject on resource: ${BUCKET}/a because no identity-based policy allows the s3:GetObject action`);
  });

  test('a service is told of the resource policy', () => {
    expect(said({}, { principal: 'events.amazonaws.com' })).toBe('because no resource-based policy allows the s3:GetObject action');
  });
});

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html#access_policies_boundaries-eval-logic, and for sessions access_policies.html. */
describe('in one account', () => {
  const named = (principal: string) => policy({ Principal: { AWS: principal } });
  const narrow = policy({ Action: 'sns:*' });

  test('a resource policy that names the role allows alone, within the boundary and the policies of the session', () => {
    expect(allows({ resource: named(ROLE) })).toBe(true);
    expect(allows({ resource: named(ROLE), boundary: narrow })).toBe(false);
    expect(allows({ resource: named(ROLE), session: [narrow] })).toBe(false);
  });

  test('one that names the session allows whatever boundary and session leave out', () => {
    expect(allows({ resource: named(SESSION), boundary: narrow, session: [narrow] })).toBe(true);
    expect(allows({ resource: named(SESSION), boundary: policy({ Effect: 'Deny' }) })).toBe(false);
  });

  test.each([ACCOUNT, `arn:aws:iam::${ACCOUNT}:root`])('one that names the account (%s) leaves it to the policies of the role', account => {
    expect(allows({ resource: named(account) })).toBe(false);
    expect(allows({ resource: named(account), identity: [policy({})] })).toBe(true);
  });

  test('one that denies the account denies all of it', () => {
    expect(allows({ resource: policy({ Effect: 'Deny', Principal: { AWS: ACCOUNT } }), identity: [policy({})] })).toBe(false);
  });

  test('a denial with NotPrincipal reaches everybody who has a boundary', () => {
    const exceptRole = policy({ Effect: 'Deny', NotPrincipal: { AWS: [ROLE, SESSION] } });

    expect(allows({ resource: exceptRole, identity: [policy({})] })).toBe(true);
    expect(allows({ resource: exceptRole, identity: [policy({})], boundary: policy({}) })).toBe(false);
  });
});

test('another account needs both, its own policies and that of the resource', () => {
  const foreign = { principal: 'arn:aws:sts::444455556666:assumed-role/Deploy/run', resourceAccount: ACCOUNT };
  const resource = policy({ Principal: { AWS: '444455556666' } });

  expect(allows({ identity: [policy({})] }, foreign)).toBe(false);
  expect(allows({ resource }, foreign)).toBe(false);
  expect(allows({ resource, identity: [policy({})] }, foreign)).toBe(true);
});

/** https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-overview.html: "Unless the key policy explicitly allows it, you cannot use IAM policies". */
test('a key is used only by those whom its policy names, or whose account it names', () => {
  const key = { action: 'kms:Decrypt', resource: `arn:aws:kms:us-east-1:${ACCOUNT}:key/k` };

  expect(allows({ identity: [policy({})], resource: policy({ Principal: { AWS: `arn:aws:iam::${ACCOUNT}:role/Other` } }) }, key)).toBe(false);
  expect(allows({ identity: [policy({})], resource: policy({ Principal: { AWS: ACCOUNT } }) }, key)).toBe(true);
  expect(allows({ resource: policy({ Principal: { AWS: ROLE } }) }, key)).toBe(true);
});

test('a role is assumed only by those whom its trust policy names', () => {
  const trust = (Principal: Statement['Principal']): PolicyDocument => ({ Version: '2012-10-17', Statement: { Effect: 'Allow', Action: 'sts:AssumeRole', Principal } });
  const assume = { action: 'sts:AssumeRole', resource: ROLE };

  expect(allows({ resource: trust({ Service: 'codebuild.amazonaws.com' }), identity: [policy({})] }, assume)).toBe(false);
  expect(allows({ resource: trust({ Service: 'codebuild.amazonaws.com' }) }, { ...assume, principal: 'codebuild.amazonaws.com' })).toBe(true);
  expect(allows({ resource: trust({ AWS: ACCOUNT }), identity: [policy({})] }, assume)).toBe(true);
});

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html. */
describe('variables', () => {
  const home = (Resource: string, Version = '2012-10-17'): PolicyDocument => ({ Version, Statement: { Effect: 'Allow', Action: 's3:*', Resource } });
  const reaches = (resource: string, text: string, context: AccessRequest['context'] = {}, version?: string) => allows({ identity: [home(text, version)] }, { resource, context });

  test('are replaced by the values of the context, in which wildcards are characters', () => {
    expect(reaches(`${BUCKET}/ann/x`, `${BUCKET}/\${aws:PrincipalTag/Name}/*`, { 'aws:principaltag/name': 'ann' })).toBe(true);
    expect(reaches(`${BUCKET}/ann/x`, `${BUCKET}/\${aws:PrincipalTag/Name}/*`, { 'aws:PrincipalTag/Name': '*' })).toBe(false);
    expect(reaches(`${BUCKET}/ann/x`, `${BUCKET}/\${aws:PrincipalTag/Name}/*`)).toBe(false);
  });

  test('have defaults', () => {
    expect(reaches(`${BUCKET}/all/x`, `${BUCKET}/\${aws:PrincipalTag/Name, 'all'}/*`)).toBe(true);
  });

  test('stand for characters that are special', () => {
    expect(reaches(`${BUCKET}/*`, `${BUCKET}/\${*}`)).toBe(true);
    expect(reaches(`${BUCKET}/x`, `${BUCKET}/\${*}`)).toBe(false);
  });

  test('are none in policies of the version of 2008', () => {
    expect(reaches(`${BUCKET}/ann`, `${BUCKET}/\${aws:username}`, { 'aws:username': 'ann' }, '2008-10-17')).toBe(false);
  });
});

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html. */
describe('conditions', () => {
  test('hold without the key where they are negated, or end with IfExists', () => {
    expect(holds({ StringEquals: { 'aws:SourceArn': 'a' } }, {})).toBe(false);
    expect(holds({ StringEqualsIfExists: { 'aws:SourceArn': 'a' } }, {})).toBe(true);
    expect(holds({ StringNotEquals: { 'aws:SourceArn': 'a' } }, {})).toBe(true);
  });

  test('of Null ask whether the key is there', () => {
    expect(holds({ Null: { 'aws:TokenIssueTime': 'true' } }, {})).toBe(true);
    expect(holds({ Null: { 'aws:TokenIssueTime': true } }, { 'aws:TokenIssueTime': '2026-01-01T00:00:00Z' })).toBe(false);
  });

  test('of sets hold for all or any of the values', () => {
    const tags = { 'aws:TagKeys': ['team', 'cost'] };

    expect(holds({ 'ForAllValues:StringEquals': { 'aws:TagKeys': ['team', 'cost', 'x'] } }, tags)).toBe(true);
    expect(holds({ 'ForAllValues:StringEquals': { 'aws:TagKeys': 'team' } }, tags)).toBe(false);
    expect(holds({ 'ForAnyValue:StringEquals': { 'aws:TagKeys': 'team' } }, tags)).toBe(true);
    expect(holds({ 'ForAllValues:StringEquals': { 'aws:TagKeys': 'team' } }, {})).toBe(true);
    expect(holds({ 'ForAnyValue:StringEquals': { 'aws:TagKeys': 'team' } }, {})).toBe(false);
  });

  test('of one statement hold together, the values of one each for itself', () => {
    const both = { StringEquals: { 'aws:SourceAccount': [ACCOUNT, 'x'] }, Bool: { 'aws:SecureTransport': true } };

    expect(holds(both, { 'aws:SourceAccount': ACCOUNT, 'aws:SecureTransport': 'true' })).toBe(true);
    expect(holds(both, { 'aws:SourceAccount': ACCOUNT, 'aws:SecureTransport': 'false' })).toBe(false);
  });

  test('of dates take seconds since 1970, too', () => {
    expect(holds({ DateLessThan: { 'aws:CurrentTime': '2026-12-01T00:00:00Z' } }, { 'aws:CurrentTime': '1700000000' })).toBe(true);
  });
});
