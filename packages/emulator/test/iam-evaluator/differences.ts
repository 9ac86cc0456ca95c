import type { Case } from './generated';
import { type AccessRequest, listOf, type Policies, type PolicyDocument, type Statement } from '../../src/iam-evaluator';

const SESSION = 'arn:aws:sts::111122223333:assumed-role/Deploy/run';
const policy = (statement: Partial<Statement> = {}): PolicyDocument => ({ Version: '2012-10-17', Statement: { Effect: 'Allow', Action: '*', Resource: '*', ...statement } });
const request = (context: AccessRequest['context'] = {}): AccessRequest => ({ principal: SESSION, action: 's3:GetObject', resource: 'arn:aws:s3:::cars/a', context });

/** Where the evaluator decides otherwise than the simulator, because AWS's documents say so. */
export interface Difference {
  readonly what: string;
  readonly source: string;
  readonly applies: (of: Case) => boolean;
  readonly example: Partial<Policies> & { readonly request: AccessRequest; readonly allowed: boolean };
}

export const DIFFERENCES: readonly Difference[] = [
  {
    what: 'a session that the policy of the resource names is not limited by the policies of the session',
    source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies.html#policies_session',
    applies: ({ request: { principal }, session, resource }) => session !== undefined
      && statementsOf(resource).some(({ Principal }) => JSON.stringify(Principal ?? {}).includes(principal)),
    example: { request: request(), session: [policy({ Action: 'sns:*' })], resource: policy({ Principal: { AWS: SESSION } }), allowed: true },
  },
  {
    what: 'every IPv4 address is in 0.0.0.0/0',
    source: 'RFC 4632, section 3.1: a prefix of length 0 is the default route, which matches all addresses',
    applies: each => JSON.stringify(each).includes('0.0.0.0/0'),
    example: { request: request({ 'aws:SourceIp': '10.0.0.7' }), identity: [policy({ Condition: { IpAddress: { 'aws:SourceIp': '0.0.0.0/0' } } })], allowed: true },
  },
  {
    what: 'an address of IPv6 is outside of a range that is one address of IPv4',
    source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_IPAddress',
    applies: each => conditionsOf(each).some(([operator, , values]) => /IpAddress/.test(operator)
      && values.includes('192.168.1.9') && String(each.request.context['aws:SourceIp']).includes(':')),
    example: { request: request({ 'aws:SourceIp': '2001:db8::7' }), identity: [policy({ Condition: { NotIpAddress: { 'aws:SourceIp': '192.168.1.9' } } })], allowed: true },
  },
  {
    what: 'a negated operator holds where the variable of the condition has no value',
    source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#policy-vars-no-value',
    applies: each => conditionsOf(each).some(([operator, , values]) => /Not/.test(operator) && values.some(value => value.includes('${aws:PrincipalTag'))),
    example: { request: request(), identity: [policy({ Condition: { StringNotEquals: { 'aws:PrincipalOrgID': '${aws:PrincipalTag/none}' } } })], allowed: true },
  },
  {
    what: '${*} is an asterisk in every operator, also where an asterisk is no wildcard',
    source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#policy-vars-specialchars',
    applies: each => conditionsOf(each).some(([operator, , values]) => /StringEquals|StringNotEquals/.test(operator) && values.some(value => value.includes('${*}'))),
    example: { request: request({ 'aws:PrincipalTag/team': 'a*' }), identity: [policy({ Condition: { StringEquals: { 'aws:PrincipalTag/team': 'a${*}' } } })], allowed: true },
  },
];

/** Operator, key and values of each condition in a case. */
const conditionsOf = ({ identity, boundary, session, resource }: Case) => [...identity, boundary, session, resource].flatMap(statementsOf)
  .flatMap(({ Condition }) => Object.entries(Condition ?? {})).flatMap(([operator, keys]) =>
    Object.entries(keys).map(([key, values]) => [operator, key, listOf(values).map(String)] as const));

const statementsOf = (document: PolicyDocument | undefined) => document ? listOf(document.Statement) : [];
