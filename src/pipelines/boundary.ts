import { Validations } from 'aws-cdk-lib';
import { CfnManagedPolicy } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { acceptPatterns, document, Permission, statement, sub } from './permissions';
import { deliveryStackName, directoryPath, modulesPath, moduleStackName, TAGS } from '../model/names';

/** The roles that a boundary limits. Strings have the syntax of `Fn::Sub`. */
export interface BoundaryScope {
  readonly name: string;
  readonly solution: string;
  /** Prefixes of the names of their own parameters. */
  readonly own: readonly string[];
  /** ARNs of the solution's own keys. */
  readonly keys: readonly string[];
  /** Whether they are core modules', whose code can change the solution anyway: all actions on the data of the solution, and on its devices. */
  readonly isCore?: boolean;
  /** What the permissions of a module's entry add. */
  readonly permitted?: readonly unknown[];
}

interface DataOfService {
  readonly actions: readonly string[];
  /** Forms of the names, up to the prefix of the solution. */
  readonly resources: readonly string[];
  /** Whether none of the service's actions lets a role act with the rights of another. */
  readonly isSafe?: boolean;
  /** Whether core modules do without: the core's template has to stay small enough for one request. */
  readonly isRare?: boolean;
}

/**
 * Reading and writing data, by service. Names of roles are global, so a solution's name
 * is unique in an account; what another account lets a role reach is up to that account. So regions and accounts need not be named.
 */
const DATA: Readonly<Record<string, DataOfService>> = {
  dynamodb: { actions: ['*Item', 'Describe*', 'Get*', 'PartiQL*', 'Query', 'Scan'], resources: ['table/'], isSafe: true },
  events: { actions: ['PutEvents'], resources: ['event-bus/'], isRare: true },
  firehose: { actions: ['PutRecord*'], resources: ['deliverystream/'], isSafe: true },
  kinesis: { actions: ['Describe*', 'Get*', 'ListShards', 'PutRecord*', 'SubscribeToShard'], resources: ['stream/'], isSafe: true },
  lambda: { actions: ['Invoke*'], resources: ['function:'] },
  logs: { actions: ['CreateLog*', 'PutLogEvents'], resources: ['log-group:', 'log-group:/aws/*/'] },
  s3: { actions: ['Abort*', 'DeleteObject*', 'GetBucket*', 'GetObject*', 'List*', 'PutObject', 'PutObject*Tagging'], resources: [''], isSafe: true },
  secretsmanager: { actions: ['DescribeSecret', 'GetSecretValue', 'PutSecretValue'], resources: ['secret:'], isRare: true },
  sns: { actions: ['Publish'], resources: [''] },
  sqs: { actions: ['*Message*', 'GetQueue*'], resources: [''], isSafe: true },
  states: { actions: ['*Execution*', 'SendTask*'], resources: ['execution:', 'express:', 'stateMachine:'] },
};

/** What is read and written of resources whose ids AWS chooses, if they have the solution's tag. */
const TAGGED = ['cognito-idp:AdminGet*', 'cognito-idp:AdminList*', 'cognito-idp:ListUsers*', 'kms:Decrypt', 'kms:DescribeKey', 'kms:Encrypt', 'kms:GenerateDataKey*', 'kms:ReEncrypt*'];

/**
 * What AWS knows no resource for. State machines deliver their logs with their own role, for which they need the rights on log deliveries.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/cw-logs.html
 */
const WITHOUT_RESOURCE = [
  'cloudwatch:PutMetricData', 'dynamodb:ListStreams', 'iot:DescribeEndpoint', 'logs:*LogDelivery', 'logs:Describe*', 'logs:ListLogDeliveries',
  'xray:GetSampling*', 'xray:PutTelemetryRecords', 'xray:PutTraceSegments',
];

/**
 * Of these, what changes who may write to log groups: the first delivery to a group adds a resource policy, of which neither a resource nor a
 * condition key limits the request. Only state machines need it: the code of functions does not get it.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/AWS-logs-infrastructure-CWL.html
 * @see https://docs.aws.amazon.com/lambda/latest/dg/permissions-source-function-arn.html
 */
const ADD_LOG_POLICY: Permission = {
  actions: ['logs:PutResourcePolicy'],
  resources: ['*'],
  conditions: { Null: { 'lambda:SourceFunctionArn': 'true' } },
  because: 'AWS knows no narrower resource for it',
};

/** The devices of a solution: things, topics and certificates do not have its name. */
const DEVICES = ['iot:Connect', 'iot:Publish', 'iot:Receive', 'iot:Subscribe'];

const anywhere = (service: string, resource: string) => `arn:*:${service}:*:*:${resource}`;
const bucket = (name: string) => `arn:*:s3:::${name}`;
const parameter = (path: string) => anywhere('ssm', `parameter${path}`);

const LIMITS = 'a boundary grants nothing: it only limits, so what it leaves to the policies of a role has to be wide';

/** What roles can do at most: read and write the data of the solution. Everything else in the account takes an entry's permissions. */
function allowed({ solution, own, isCore = false }: BoundaryScope): Permission[] {
  const names = moduleStackName(solution, '*');
  const data = Object.entries(DATA).filter(([, { isRare }]) => !isCore || !isRare);
  return [
    {
      actions: data.flatMap(([service, { actions, isSafe }]) => (isCore && isSafe ? ['*'] : actions).map(action => `${service}:${action}`)),
      resources: data.flatMap(([service, { resources }]) => resources.map(type => service === 's3' ? bucket(names) : anywhere(service, `${type}${names}`))),
      because: LIMITS,
    },
    {
      actions: isCore ? ['cognito-idp:*', 'kms:*'] : TAGGED,
      resources: ['*'],
      conditions: { StringEquals: { [`aws:ResourceTag/${TAGS.solution}`]: solution } },
      because: LIMITS,
    },
    { actions: [...WITHOUT_RESOURCE, ...isCore ? DEVICES : []], resources: ['*'], because: LIMITS },
    ADD_LOG_POLICY,
    { actions: ['ssm:GetParameter*'], resources: [`${modulesPath(solution)}*`, `/${names}`].map(parameter), because: LIMITS },
    { actions: ['ssm:DeleteParameter*', 'ssm:PutParameter'], resources: own.map(prefix => parameter(`/${prefix}*`)), because: LIMITS },
  ];
}

/** What runs the solution, or the account, and no module's resources call: not even an entry's permissions give it to what a module runs. */
export const ADMINISTRATION = ['account', 'cloudformation', 'codebuild', 'codeconnections', 'codepipeline', 'codestar-connections', 'iam', 'organizations']
  .map(service => `${service}:*`);

/** Text messages to telephone numbers. */
const TEXT_MESSAGES = { Effect: 'Allow', Action: 'sns:Publish', NotResource: 'arn:*:sns:*:*:*' };

/** What is out of reach although the names of the solution, its tag or an entry's permissions would allow it. */
function denied({ solution, keys, permitted = [] }: BoundaryScope): unknown[] {
  const core = moduleStackName(solution, 'core-*');
  const deny = (actions: readonly string[], resources: readonly string[]) => ({ Effect: 'Deny', Action: [...actions], Resource: resources.map(text => sub(text)) });
  return [
    deny(['kms:*', 'lambda:*', 's3:*', 'sns:*'], [
      ...keys, anywhere('lambda', `function:${core}`), bucket(core), bucket(moduleStackName(solution, 'assets-*')), anywhere('sns', core),
    ]),
    ...permitted.length ? [
      deny(ADMINISTRATION, ['*']),
      deny(['events:*', 'logs:*', 'ssm:*'], [
        anywhere('events', `rule/${core}`), anywhere('events', `rule/${deliveryStackName(solution, '*')}`), anywhere('logs', `log-group:/${solution}/*`),
        parameter(`/${solution}/core*`), parameter(`${directoryPath('*')}*`),
      ]),
    ] : [],
  ];
}

/** A permissions boundary of roles that a module or the core modules define. */
export function defineBoundaryPolicy(scope: Construct, of: BoundaryScope, description: string): CfnManagedPolicy {
  const permissions = allowed(of);
  const policy = new CfnManagedPolicy(scope, 'Boundary', {
    managedPolicyName: sub(of.name),
    description: sub(description),
    policyDocument: document([...permissions.map(statement), TEXT_MESSAGES, ...of.permitted ?? [], ...denied(of)]),
  });
  Validations.of(policy).acknowledge({ id: 'CloudFormation-Validate::W2512', reason: LIMITS });
  acceptPatterns(policy, permissions);
  return policy;
}
