import { arn as arnOf } from './request';
import type { ObservedCall } from '@cv-insync/emulator';

export interface RolePolicies {
  readonly trust: any;
  readonly boundary?: string;
  readonly inline: Map<string, any>;
  readonly attached: Set<string>;
}

const keyArn = (key: string) => key.startsWith('arn:') ? key : arnOf('kms', `key/${key}`);

/** The policies of an account during the observation. Deleted roles are kept, because their calls are checked later. */
export class AccountPolicies {
  readonly roles = new Map<string, RolePolicies>();
  readonly managed = new Map<string, any>();
  /** By bucket: the key that its objects are encrypted with, and the bucket's policy. */
  readonly keyOfBucket = new Map<string, string>();
  readonly policyOfBucket = new Map<string, any>();
  /** By topic: the key that its messages are encrypted with. */
  readonly keyOfTopic = new Map<string, string>();
  readonly policyOfTopic = new Map<string, any>();
  readonly keyPolicies: any[] = [];
  /** Operations on stacks, oldest first, with the role of each. */
  readonly operations: { readonly stack: string; readonly roleArn?: string; readonly at: string }[] = [];

  private readonly observers: Record<string, (input: any) => void> = {
    'iam:CreateRole': ({ RoleName, AssumeRolePolicyDocument, PermissionsBoundary }) => this.roles.set(RoleName, {
      trust: JSON.parse(AssumeRolePolicyDocument), boundary: PermissionsBoundary, inline: new Map(), attached: new Set(),
    }),
    'iam:PutRolePolicy': ({ RoleName, PolicyName, PolicyDocument }) => this.roles.get(RoleName)!.inline.set(PolicyName, JSON.parse(PolicyDocument)),
    'iam:AttachRolePolicy': ({ RoleName, PolicyArn }) => this.roles.get(RoleName)!.attached.add(PolicyArn),
    'iam:CreatePolicy': ({ PolicyName, PolicyDocument }) => this.managed.set(PolicyName, JSON.parse(PolicyDocument)),
    'iam:CreatePolicyVersion': ({ PolicyArn, PolicyDocument }) => this.managed.set(PolicyArn.split('/').pop(), JSON.parse(PolicyDocument)),
    'cloudformation:CreateStack': ({ StackName, RoleARN }) => this.operation(StackName, RoleARN),
    'cloudformation:UpdateStack': ({ StackName, RoleARN }) => this.operation(StackName, RoleARN),
    'cloudformation:DeleteStack': ({ StackName, RoleARN }) => this.operation(StackName, RoleARN),
    'sns:CreateTopic': ({ Name, Attributes = {} }) => Attributes.KmsMasterKeyId && this.keyOfTopic.set(Name, keyArn(Attributes.KmsMasterKeyId)),
    'sns:SetTopicAttributes': ({ TopicArn, AttributeName, AttributeValue }) => AttributeName === 'Policy' && this.policyOfTopic.set(TopicArn, JSON.parse(AttributeValue)),
    'kms:CreateKey': ({ Policy }) => this.keyPolicies.push(JSON.parse(Policy)),
    's3:PutBucketPolicy': ({ Bucket, Policy }) => this.policyOfBucket.set(Bucket, JSON.parse(Policy)),
    's3:PutBucketEncryption': ({ Bucket, ServerSideEncryptionConfiguration: { Rules } }) => {
      const key = Rules[0].ApplyServerSideEncryptionByDefault.KMSMasterKeyID;
      if (key) this.keyOfBucket.set(Bucket, key);
    },
  };

  observe({ service, operation, input }: ObservedCall): void {
    this.observers[`${service}:${operation}`]?.(input);
  }

  managedNamed(arn: string): any {
    return this.managed.get(arn.split('/').pop()!);
  }

  /** The role that CloudFormation used for a stack at a time. */
  roleAt(stack: string, at: string): string | undefined {
    return this.operations.filter(operation => operation.stack === stack && operation.at <= at).pop()?.roleArn;
  }

  private operation(stack: string, roleArn?: string): void {
    // The role that was used last stays attached to the stack.
    const at = new Date().toISOString();
    this.operations.push({ stack, roleArn: roleArn ?? this.roleAt(stack, at), at });
  }
}
