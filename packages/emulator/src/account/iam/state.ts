import { AwsError } from '../aws-error';
import type { Tags } from '../tags';

export interface Role {
  readonly name: string;
  readonly path: string;
  readonly id: string;
  readonly arn: string;
  readonly created: Date;
  trust: string;
  description?: string;
  maxSession: number;
  boundary?: string;
  readonly inline: Record<string, string>;
  attached: string[];
  readonly tags: Tags;
}

export interface PolicyVersion {
  readonly id: string;
  readonly document: string;
  readonly created: Date;
}

export interface Policy {
  readonly name: string;
  readonly path: string;
  readonly id: string;
  readonly arn: string;
  readonly description?: string;
  readonly created: Date;
  updated: Date;
  defaultVersion: string;
  /** Number of versions ever created. */
  counted: number;
  versions: PolicyVersion[];
  readonly tags: Tags;
}

export interface IamState {
  /** By lower-case name: IAM's names are case-insensitive. */
  readonly roles: Record<string, Role>;
  /** By ARN. */
  readonly policies: Record<string, Policy>;
}

export function roleIn({ roles }: IamState, name: string): Role {
  const role = roles[name.toLowerCase()];
  if (role) return role;
  throw new AwsError('NoSuchEntityException', `The role with name ${name} cannot be found.`, 404);
}

export function policyIn({ policies }: IamState, arn: string): Policy {
  if (Object.hasOwn(policies, arn)) return policies[arn];
  throw new AwsError('NoSuchEntityException', `Policy ${arn} does not exist or is not attachable.`, 404);
}

export function checkName(member: string, name: string, longest: number): void {
  if (name.length <= longest && /^[\w+=,.@-]+$/.test(name)) return;
  throw new AwsError('ValidationError', `The specified value for ${member} is invalid: got '${name}'. It must have at most ${longest} characters `
    + 'and contain only alphanumeric characters and/or the following: +=,.@_-');
}

/** Throws if a document is not a valid policy. */
export function checkDocument(document: string): void {
  let policy: any;
  try {
    policy = JSON.parse(document);
  } catch {
    throw new AwsError('MalformedPolicyDocumentException', 'This policy contains invalid Json');
  }
  if (!policy?.Statement) throw new AwsError('MalformedPolicyDocumentException', 'Syntax errors in policy.');
}

/** The size of a policy as IAM's quotas count it: without white space. */
export const sizeOf = (document: string) => document.replace(/\s/g, '').length;

export function overQuota(quota: string, limit: number): AwsError {
  return new AwsError('LimitExceededException', `Cannot exceed quota for ${quota}: ${limit}`, 409);
}

/** Responses contain documents percent-encoded. */
export const encoded = (document: string) => encodeURIComponent(document);
