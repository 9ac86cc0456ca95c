import type { Account } from '../../account';
import type { JsonObject } from '../json';
import type { Tag } from '../state';

/** A resource to create, update or delete. */
export interface ResourceRequest {
  readonly account: Account;
  readonly stackId: string;
  readonly stackName: string;
  readonly logicalId: string;
  readonly type: string;
  /** With all functions and dynamic references resolved. */
  readonly properties: JsonObject;
  /** Tags of the stack and of the resource. */
  readonly tags: readonly Tag[];
  readonly capabilities: readonly string[];
  readonly roleArn?: string;
  readonly notificationArns: readonly string[];
}

export interface ExistingResource extends ResourceRequest {
  readonly physicalId: string;
  readonly attributes: JsonObject;
}

export interface UpdateRequest extends ExistingResource {
  readonly previous: JsonObject;
  readonly previousTags: readonly Tag[];
}

export interface Made {
  /** The value of `Ref`. */
  readonly physicalId: string;
  /** Values for `Fn::GetAtt`, in addition to the properties. */
  readonly attributes?: JsonObject;
}

/** Creates, updates and deletes resources of one type in the account. The message of an error becomes the status reason. */
export interface Provider {
  create(request: ResourceRequest): Promise<Made>;
  update(request: UpdateRequest): Promise<Made>;
  delete(request: ExistingResource): Promise<void>;
  /** Whether a change needs a replacement that the schema does not declare. */
  replaces?(previous: JsonObject, next: JsonObject): boolean;
}

export const alreadyExists = (type: string, id: string) => new Error(`Resource of type '${type}' with identifier '${id}' already exists.`);

export const notFound = (type: string, id: string) => new Error(`Resource of type '${type}' with identifier '${id}' was not found.`);

/** The code of a service's error. */
export const codeOf = (error: unknown) => error instanceof Error ? error.name : '';

/** Awaits a deletion and ignores errors that say the resource does not exist. */
export async function ignoring(codes: readonly string[], deletion: Promise<unknown>): Promise<void> {
  await deletion.catch(error => {
    if (!codes.includes(codeOf(error))) throw error;
  });
}
