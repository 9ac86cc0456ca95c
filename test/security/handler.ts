import type { Need } from './request';

/** A resource, as CloudFormation makes, changes and deletes it. */
export interface Resource {
  readonly type: string;
  readonly id: string;
  readonly properties: any;
  /** The stack's and its own. */
  readonly tags: readonly { Key: string; Value: string }[];
}

export type Operation = 'create' | 'update' | 'delete';

/** What the resource types of AWS need to be handled: as their published handlers say, as far as these properties go. */
export interface Handler {
  /** The ARN that these actions are asked on. */
  readonly arn: (resource: Resource) => string;
  readonly create: string;
  readonly update?: string;
  readonly delete: string;
  /** Roles that are passed on, with the service that they are passed to. */
  readonly passes?: (properties: any) => readonly (readonly [role: string | undefined, service: string])[];
  /** Whether it is a part of a resource that AWS names, and that has the same tags. */
  readonly isPart?: boolean;
  /** Needs on other resources. */
  readonly more?: (resource: Resource, operation: Operation) => Need[];
  /** What conditions may look at besides tags. */
  readonly context?: (properties: any) => Record<string, string>;
}
