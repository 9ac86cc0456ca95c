import * as fc from 'fast-check';
import type { AccessRequest, PolicyDocument, Statement } from '../../src/iam-evaluator';

/** A generated question, with the policies that answer it. */
export interface Case {
  readonly request: AccessRequest;
  readonly identity: readonly PolicyDocument[];
  readonly boundary?: PolicyDocument;
  readonly session?: PolicyDocument;
  readonly resource?: PolicyDocument;
}

export const HOME = '111122223333';
const OTHER = '444455556666';

/** Resources by action, in this account and another: small pools, so that requests and policies meet often. */
const RESOURCES: Readonly<Record<string, readonly string[]>> = {
  's3:GetObject': ['arn:aws:s3:::cars/a', 'arn:aws:s3:::cars/a/b', 'arn:aws:s3:::trucks/a'],
  's3:PutObject': ['arn:aws:s3:::cars/a', 'arn:aws:s3:::trucks/a'],
  'kms:Decrypt': [`arn:aws:kms:us-east-1:${HOME}:key/k1`, `arn:aws:kms:us-east-1:${OTHER}:key/k1`],
  'sns:Publish': [`arn:aws:sns:us-east-1:${HOME}:alerts`, `arn:aws:sns:eu-west-1:${OTHER}:alerts`],
  'lambda:InvokeFunction': [`arn:aws:lambda:us-east-1:${HOME}:function:gate`, `arn:aws:lambda:us-east-1:${HOME}:function:gates`],
  'ssm:GetParameter': [`arn:aws:ssm:us-east-1:${HOME}:parameter/cv/core/a`, `arn:aws:ssm:us-east-1:${HOME}:parameter/cv/x`],
  'sqs:SendMessage': [`arn:aws:sqs:us-east-1:${HOME}:orders`, `arn:aws:sqs:us-east-1:${OTHER}:orders`],
};
const ACTIONS = Object.keys(RESOURCES);
const PRINCIPALS = [
  `arn:aws:sts::${HOME}:assumed-role/Deploy/run1`, `arn:aws:sts::${HOME}:assumed-role/Build/run2`, `arn:aws:sts::${OTHER}:assumed-role/Deploy/run1`,
  `arn:aws:iam::${HOME}:user/ann`, 'codepipeline.amazonaws.com', 'events.amazonaws.com',
];
const NAMED = [
  '*', HOME, `arn:aws:iam::${HOME}:root`, OTHER, `arn:aws:iam::${HOME}:role/Deploy`, `arn:aws:iam::${OTHER}:role/Deploy`, `arn:aws:iam::${HOME}:role/Other`,
  ...PRINCIPALS.filter(each => each.startsWith('arn:')),
];

/** Keys of contexts with values that meet conditions now and then. All are global keys, which every action has. */
const VALUES: Readonly<Record<string, readonly string[]>> = {
  'aws:PrincipalTag/team': ['cars', 'trucks', 'Cars', 'a*'],
  'aws:SourceArn': [`arn:aws:sns:us-east-1:${HOME}:alerts`, 'arn:aws:s3:::cars', `arn:aws:codepipeline:us-east-1:${HOME}:core`],
  'aws:SourceIp': ['10.0.0.7', '192.168.1.9', '2001:db8::7'],
  'aws:CurrentTime': ['2026-11-30T00:00:00Z', '2027-01-01T00:00:00Z'],
  'aws:SecureTransport': ['true', 'false'],
  'aws:MultiFactorAuthAge': ['10', '3600', '-1', '0.5'],
  'aws:RequestTag/n': ['7', 'x', ''],
};
const LISTS: Readonly<Record<string, readonly string[]>> = { 'aws:TagKeys': ['team', 'cost', 'Team'], 'aws:CalledVia': ['cloudformation.amazonaws.com', 'athena.amazonaws.com'] };

const context = fc.record({
  ...Object.fromEntries(Object.entries(VALUES).map(([key, values]) => [key, fc.constantFrom(...values)])),
  ...Object.fromEntries(Object.entries(LISTS)
    .map(([key, values]) => [key, fc.uniqueArray(fc.constantFrom(...values), { minLength: 1, maxLength: 3 })])),
}, { requiredKeys: [] });

const STRINGS = ['cars', 'CARS', 'trucks', 'c*', '*', '?ars', 'a${*}', 'team', 't*', '${aws:PrincipalTag/team}', '${aws:PrincipalTag/team, \'cars\'}', 'x-${aws:PrincipalTag/none}', 'cloudformation.amazonaws.com'];
const values = (kind: string): readonly string[] => {
  if (kind.startsWith('Arn')) return ['arn:aws:sns:*:*:*', 'arn:aws:s3:::c?rs', `arn:aws:codepipeline:us-east-1:${HOME}:core`, 'arn:aws:s3:::${aws:PrincipalTag/team}'];
  if (/Ip/.test(kind)) return ['10.0.0.0/8', '192.168.1.9', '2001:db8::/32', '0.0.0.0/0'];
  if (kind.startsWith('Date')) return ['2026-12-01T00:00:00Z', '2026-11-30T00:00:00Z'];
  if (kind.startsWith('Numeric')) return ['10', '0', '3600', '7'];
  if (kind === 'Bool' || kind === 'Null') return ['true', 'false'];
  return STRINGS;
};
const keysOf = (kind: string): readonly string[] => {
  if (kind.startsWith('Arn')) return ['aws:SourceArn'];
  if (/Ip/.test(kind)) return ['aws:SourceIp'];
  if (kind.startsWith('Date')) return ['aws:CurrentTime'];
  if (kind.startsWith('Numeric')) return ['aws:MultiFactorAuthAge', 'aws:RequestTag/n'];
  if (kind === 'Bool') return ['aws:SecureTransport'];
  return ['aws:PrincipalTag/team', 'aws:TagKeys', 'AWS:calledvia', 'aws:RequestTag/n'];
};
const KINDS = [
  'StringEquals', 'StringNotEquals', 'StringEqualsIgnoreCase', 'StringNotEqualsIgnoreCase', 'StringLike', 'StringNotLike', 'ArnEquals', 'ArnNotEquals', 'ArnLike',
  'ArnNotLike', 'Bool', 'IpAddress', 'NotIpAddress', 'NumericEquals', 'NumericNotEquals', 'NumericLessThan', 'NumericLessThanEquals', 'NumericGreaterThan',
  'NumericGreaterThanEquals', 'DateEquals', 'DateNotEquals', 'DateLessThan', 'DateLessThanEquals', 'DateGreaterThan', 'DateGreaterThanEquals', 'Null',
];

const condition = fc.constantFrom(...KINDS).chain(kind => fc.tuple(
  fc.constantFrom(...(kind === 'Null' ? [''] : ['', '', 'ForAllValues:', 'ForAnyValue:'])),
  fc.constantFrom(...(kind === 'Null' ? [''] : ['', 'IfExists'])),
  fc.constantFrom(...keysOf(kind)),
  fc.uniqueArray(fc.constantFrom(...values(kind)), { minLength: 1, maxLength: 2 }),
).map(([quantifier, suffix, key, expected]) => ({ [`${quantifier}${kind}${suffix}`]: { [key]: expected.length === 1 ? expected[0] : expected } })));

/** Patterns near an action or a resource: itself, with wildcards, or another one. */
const near = (texts: readonly string[], wildcards: (text: string) => string[]) =>
  fc.constantFrom(...texts).chain(text => fc.oneof(fc.constant(text), fc.constantFrom(...wildcards(text))));
const actionPattern = fc.oneof(
  { weight: 3, arbitrary: fc.constant('*') },
  { weight: 5, arbitrary: near(ACTIONS, action => [`${action.split(':')[0]}:*`, `${action.slice(0, -3)}*`, action.toUpperCase(), `${action.slice(0, -1)}?`]) },
);
/** Wildcards stand behind the type of the resource, where they are allowed. */
const resourceWildcards = (arn: string): string[] => {
  const parts = arn.split(':');
  const region = parts.map((part, at) => at === 3 || at === 4 ? part && '*' : part).join(':');
  const [bucket, ...key] = parts[5].split('/');
  return [
    region, `${arn.slice(0, -1)}*`, `${arn.slice(0, -1)}?`, ...parts[2] === 's3' ? [`arn:aws:s3:::${bucket.slice(0, 2)}*`, `arn:aws:s3:::*/${key.join('/')}`] : [],
    ...parts[2] === 's3' ? ['arn:aws:s3:::${aws:PrincipalTag/team}/a', "arn:aws:s3:::${aws:PrincipalTag/none, 'cars'}/*"] : [],
  ];
};
const resourcePattern = fc.oneof({ weight: 4, arbitrary: fc.constant('*') }, { weight: 5, arbitrary: near(Object.values(RESOURCES).flat(), resourceWildcards) });

const some = <T>(value: fc.Arbitrary<T>) => fc.array(value, { minLength: 1, maxLength: 3 });
const either = (name: string, not: string, value: fc.Arbitrary<unknown>) =>
  fc.tuple(fc.constantFrom(name, name, name, not), value).map(([key, content]) => ({ [key]: content }));
const principals = fc.oneof(
  { weight: 1, arbitrary: fc.constant('*') },
  { weight: 4, arbitrary: some(fc.constantFrom(...NAMED)).map(AWS => ({ AWS })) },
  { weight: 1, arbitrary: fc.constantFrom('codepipeline.amazonaws.com', 'events.amazonaws.com').map(Service => ({ Service })) },
);

const statement = (isOfResource: boolean): fc.Arbitrary<Statement> => fc.tuple(
  fc.constantFrom('Allow', 'Allow', 'Allow', 'Deny'),
  either('Action', 'NotAction', some(actionPattern)),
  either('Resource', 'NotResource', some(resourcePattern)),
  fc.option(condition, { nil: undefined, freq: 2 }),
  isOfResource ? either('Principal', 'NotPrincipal', principals) : fc.constant({}),
).map(([Effect, action, resource, Condition, principal]) =>
  ({ Effect, ...action, ...resource, ...principal, ...Condition ? { Condition } : {} }) as Statement)
  // An Allow with NotPrincipal is refused by AWS's validation, as is NotPrincipal with '*'.
  .filter(({ Effect, NotPrincipal }) => NotPrincipal === undefined || (Effect === 'Deny' && NotPrincipal !== '*' && !JSON.stringify(NotPrincipal).includes('"*"')));

const document = (isOfResource = false): fc.Arbitrary<PolicyDocument> =>
  fc.array(statement(isOfResource), { minLength: 1, maxLength: 3 }).map(Statement => ({ Version: '2012-10-17', Statement }));
const wide: PolicyDocument = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] };
const wideOrNot = fc.oneof({ weight: 1, arbitrary: fc.constant(wide) }, { weight: 2, arbitrary: document() });
const limit = fc.option(wideOrNot, { nil: undefined });

export const aCase: fc.Arbitrary<Case> = fc.record({
  request: fc.constantFrom(...ACTIONS).chain(action => fc.record({
    principal: fc.constantFrom(...PRINCIPALS),
    action: fc.constant(action),
    resource: fc.constantFrom(...RESOURCES[action]),
    context,
  })).map(request => ({ ...request, resourceAccount: /:(\d{12}):/.exec(request.resource)?.[1] ?? HOME, context: request.context as AccessRequest['context'] })),
  identity: fc.array(wideOrNot, { maxLength: 2 }),
  boundary: limit,
  session: limit,
  resource: fc.option(document(true), { nil: undefined }),
}).map(each => ({ ...each, session: each.request.principal.includes(':assumed-role/') ? each.session : undefined }));
