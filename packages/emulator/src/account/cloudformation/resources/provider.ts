import type { Account } from '../../account';
import type { JsonObject } from '../json';
import type { Tag } from '../state';

/** One resource to be made, changed or deleted. */
export interface ResourceRequest {
  readonly account: Account;
  readonly stackId: string;
  readonly stackName: string;
  readonly logicalId: string;
  readonly type: string;
  /** All functions and dynamic references resolved. */
  readonly properties: JsonObject;
  /** The stack's and the resource's own. */
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
  /** What `Ref` gives. */
  readonly physicalId: string;
  /** What `Fn::GetAtt` gives besides the properties themselves. */
  readonly attributes?: JsonObject;
}

/** Makes, changes and deletes resources of one type in the account. Fails with any error; its message becomes the event's reason. */
export interface Provider {
  create(request: ResourceRequest): Promise<Made>;
  update(request: UpdateRequest): Promise<Made>;
  delete(request: ExistingResource): Promise<void>;
  /** What cannot be told from the schema: whether changed properties need a new resource. */
  replaces?(previous: JsonObject, next: JsonObject): boolean;
}

export const alreadyExists = (type: string, id: string) => new Error(`Resource of type '${type}' with identifier '${id}' already exists.`);

export const notFound = (type: string, id: string) => new Error(`Resource of type '${type}' with identifier '${id}' was not found.`);

/** The error's code, as services throw it. */
export const codeOf = (error: unknown) => error instanceof Error ? error.name : '';

/** Waits for a deletion of what may be gone already. */
export async function ignoring(codes: readonly string[], deletion: Promise<unknown>): Promise<void> {
  await deletion.catch(error => {
    if (!codes.includes(codeOf(error))) throw error;
  });
}
