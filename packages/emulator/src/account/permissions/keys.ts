import type { Context } from '../../iam-evaluator';
import type { Account } from '../account';
import type { IamState } from '../iam/state';

type Keys = (input: any, account: Account, operation: string) => Readonly<Record<string, string | readonly string[] | undefined>>;

/** What creates an object: https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes-enforce.html. */
const WRITES = /^(PutObject|CompleteMultipartUpload|CopyObject)$/;

/** Keys of services in requests, by service: https://docs.aws.amazon.com/service-authorization/latest/reference/. */
const KEYS: Readonly<Record<string, Keys>> = {
  cloudformation: ({ RoleARN, TemplateURL, ChangeSetName, ResourceTypes }) => ({
    'cloudformation:RoleArn': RoleARN,
    'cloudformation:TemplateUrl': TemplateURL,
    'cloudformation:ChangeSetName': ChangeSetName,
    'cloudformation:ResourceTypes': ResourceTypes,
  }),
  events: ({ EventPattern, Targets, EventBusName }) => ({
    'events:TargetArn': Targets?.map((target: { Arn: string }) => target.Arn),
    'events:source': membersOf(EventPattern, 'source'),
    'events:detail-type': membersOf(EventPattern, 'detail-type'),
    'events:eventBusInvocation': EventBusName === undefined ? undefined : 'false',
  }),
  iam: ({ RoleName, PermissionsBoundary, PolicyArn }, account, operation) => ({
    // A request about a role that is there has the boundary that the role has.
    'iam:PermissionsBoundary': /^(CreateRole|PutRolePermissionsBoundary)$/.test(operation) ? PermissionsBoundary : roleOf(account, RoleName)?.boundary,
    'iam:PolicyARN': /^(Attach|Detach)RolePolicy$/.test(operation) ? PolicyArn : undefined,
  }),
  kms: ({ EncryptionContext, AliasName }, account) => ({
    'kms:CallerAccount': account.accountId,
    'kms:RequestAlias': AliasName,
    'kms:EncryptionContextKeys': EncryptionContext && Object.keys(EncryptionContext),
    ...Object.fromEntries(Object.entries<string>(EncryptionContext ?? {}).map(([key, value]) => [`kms:EncryptionContext:${key}`, value])),
  }),
  lambda: ({ Principal, FunctionUrlAuthType }) => ({ 'lambda:Principal': Principal, 'lambda:FunctionUrlAuthType': FunctionUrlAuthType }),
  s3: ({ Prefix, Delimiter, MaxKeys, ACL, ServerSideEncryption, SSEKMSKeyId, VersionId, CopySource, IfMatch, IfNoneMatch }, _account, operation) => ({
    's3:prefix': Prefix,
    's3:delimiter': Delimiter,
    's3:max-keys': text(MaxKeys),
    's3:x-amz-acl': ACL,
    's3:x-amz-server-side-encryption': ServerSideEncryption,
    's3:x-amz-server-side-encryption-aws-kms-key-id': SSEKMSKeyId,
    's3:VersionId': VersionId,
    's3:x-amz-copy-source': CopySource,
    ...WRITES.test(operation) ? { 's3:if-match': IfMatch, 's3:if-none-match': IfNoneMatch } : {},
    's3:ObjectCreationOperation': WRITES.test(operation) ? 'true' : /^(CreateMultipartUpload|UploadPart(Copy)?)$/.test(operation) ? 'false' : undefined,
  }),
  sns: ({ Protocol, Endpoint }) => ({ 'sns:Protocol': Protocol, 'sns:Endpoint': Endpoint }),
  ssm: ({ Overwrite, Recursive, Policies }) => ({ 'ssm:Overwrite': text(Overwrite), 'ssm:Recursive': text(Recursive), 'ssm:Policies': Policies }),
  sts: ({ RoleSessionName, ExternalId, SourceIdentity }) => ({
    'sts:RoleSessionName': RoleSessionName, 'sts:ExternalId': ExternalId, 'sts:SourceIdentity': SourceIdentity,
  }),
};

const text = (value: unknown) => value === undefined ? undefined : String(value);

const roleOf = (account: Account, name: string | undefined) => name === undefined ? undefined : (account.stateOf('iam') as IamState).roles[name.toLowerCase()];

/** The strings that a pattern of events lists for a member. */
function membersOf(pattern: string | undefined, member: string): readonly string[] | undefined {
  if (pattern === undefined) return undefined;
  try {
    const values: unknown = JSON.parse(pattern)[member];
    return Array.isArray(values) ? values.filter(value => typeof value === 'string') : undefined;
  } catch {
    return undefined;
  }
}

/** Keys of its service that an operation puts into the context of its request. */
export const keysOfOperation = (account: Account, service: string, operation: string, input: any): Context =>
  Object.fromEntries(Object.entries(KEYS[service]?.(input, account, operation) ?? {}).filter(([, value]) => value !== undefined)) as Context;
