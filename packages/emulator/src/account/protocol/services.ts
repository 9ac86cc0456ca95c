// `require` loads each client on first use, and lets esbuild include it in the bundle.
/* eslint-disable @typescript-eslint/no-require-imports */
import { credentialOf, HttpRequest, RequestHead } from './http';

/** A service's protocol, as far as the SDK's schemas do not describe it. */
export interface ServiceModel {
  /** Name of the service in the account. */
  readonly name: string;
  readonly protocol: 'query' | 'json' | 'restJson' | 'restXml';
  /** Loads the SDK's client, at the service's first call. Without one, JSON is passed as it is. */
  readonly client?: () => Record<string, any>;
  /** The service's prefix in `X-Amz-Target`. */
  readonly targets?: readonly string[];
  readonly jsonVersion?: '1.0' | '1.1';
  readonly apiVersion?: string;
  readonly xmlNamespace?: string;
}

export const SERVICES: readonly ServiceModel[] = [
  query('cloudformation', '2010-05-15', 'http://cloudformation.amazonaws.com/doc/2010-05-15/', () => require('@aws-sdk/client-cloudformation')),
  query('iam', '2010-05-08', 'https://iam.amazonaws.com/doc/2010-05-08/', () => require('@aws-sdk/client-iam')),
  query('sns', '2010-03-31', 'http://sns.amazonaws.com/doc/2010-03-31/', () => require('@aws-sdk/client-sns')),
  query('sts', '2011-06-15', 'https://sts.amazonaws.com/doc/2011-06-15/', () => require('@aws-sdk/client-sts')),
  json('codebuild', ['CodeBuild_20161006'], () => require('@aws-sdk/client-codebuild')),
  json('codepipeline', ['CodePipeline_20150709'], () => require('@aws-sdk/client-codepipeline')),
  json('events', ['AWSEvents'], () => require('@aws-sdk/client-eventbridge')),
  json('kms', ['TrentService'], () => require('@aws-sdk/client-kms')),
  json('logs', ['Logs_20140328'], () => require('@aws-sdk/client-cloudwatch-logs')),
  json('ssm', ['AmazonSSM'], () => require('@aws-sdk/client-ssm')),
  {
    name: 'codeconnections',
    protocol: 'json',
    jsonVersion: '1.0',
    targets: [
      'com.amazonaws.codeconnections.CodeConnections_20231201', 'CodeConnections_20231201',
      'com.amazonaws.codestar.connections.CodeStar_connections_20191201', 'CodeStar_connections_20191201',
    ],
  },
  { name: 'cloudtrail', protocol: 'json', jsonVersion: '1.1', targets: ['com.amazonaws.cloudtrail.v20131101.CloudTrail_20131101', 'CloudTrail_20131101'] },
  { name: 'dynamodb', protocol: 'json', jsonVersion: '1.0', targets: ['DynamoDB_20120810'] },
  { name: 'lambda', protocol: 'restJson', client: () => require('@aws-sdk/client-lambda') },
  { name: 's3', protocol: 'restXml', xmlNamespace: 'http://s3.amazonaws.com/doc/2006-03-01/', client: () => require('@aws-sdk/client-s3') },
];

function query(name: string, apiVersion: string, xmlNamespace: string, client: ServiceModel['client']): ServiceModel {
  return { name, protocol: 'query', apiVersion, xmlNamespace, client };
}

function json(name: string, targets: string[], client: ServiceModel['client']): ServiceModel {
  return { name, protocol: 'json', jsonVersion: '1.1', targets, client };
}

const byName = new Map(SERVICES.map(service => [service.name, service]));
const byTarget = new Map(SERVICES.flatMap(service => (service.targets ?? []).map(target => [target, service] as const)));
const byVersion = new Map(SERVICES.filter(service => service.apiVersion).map(service => [service.apiVersion, service]));
const OTHER_SCOPES: Record<string, string> = { 'codestar-connections': 'codeconnections', 's3express': 's3' };

/** Whether the body is a form, as in the query protocol. */
export const isForm = ({ headers }: RequestHead) => headers['content-type']?.startsWith('application/x-www-form-urlencoded') ?? false;

/** The service of a request, or the name of a service that the account does not have. */
export function identify(request: HttpRequest): ServiceModel | string {
  const target = request.headers['x-amz-target'];
  const named = target && byTarget.get(target.slice(0, target.lastIndexOf('.')));
  if (named) return named;
  const scope = credentialOf(request)?.scope;
  if (scope) return byName.get(OTHER_SCOPES[scope] ?? scope) ?? scope;
  if (target) return target;
  if (isForm(request)) {
    const version = new URLSearchParams(request.body.toString()).get('Version') ?? '';
    return byVersion.get(version) ?? `with the API version '${version}'`;
  }
  return byName.get(/^\/20\d\d-\d\d-\d\d\/functions\b/.test(request.path) ? 'lambda' : 's3')!;
}
