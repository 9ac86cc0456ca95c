import { evaluate, type Evaluated, type Resource, sameResource } from './template';
import type { DeployedStack } from '../../../src/cli/aws/stacks';
import { canonicalJson } from '../../../src/model/json';

export interface StackRecord extends DeployedStack, Evaluated {
  readonly template: string;
}

export interface Change {
  readonly name: string;
  readonly template: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly tags: Readonly<Record<string, string>>;
}

/** The effects of creating, changing or deleting a resource. */
export interface Effects {
  put(resource: Resource, before: Resource | undefined): void;
  remove(resource: Resource): void;
}

export type StackOperation = 'create' | 'update' | 'delete';

/** CloudFormation for resources with effects: operations begin, and end when the scheduler decides. */
export class StackEngine {
  readonly stacks = new Map<string, StackRecord>();
  private readonly operations = new Map<string, () => void>();
  private count = 0;

  constructor(
    private readonly stored: ReadonlyMap<string, string>, private readonly effects: Effects,
    private readonly begun: (name: string, operation: StackOperation, before?: StackRecord) => void,
  ) {}

  /** Stacks with an operation in progress. */
  moving = () => [...this.operations.keys()];

  /** Begins to create or update a stack; returns false if there is nothing to change. */
  deploy({ name, template, parameters, tags }: Change): boolean {
    const before = this.atRest(name);
    if (before && /ROLLBACK_(COMPLETE|FAILED)$|DELETE_FAILED/.test(before.status) && !before.status.startsWith('UPDATE')) {
      throw new Error(`Stack:${name} is in ${before.status} state and can not be updated.`);
    }
    const evaluated = evaluate(template, parameters, this.stored);
    const next = { name, template, parameters, tags, ...evaluated };
    if (before && essence(before) === essence(next)) return false;
    const operation = before ? 'UPDATE' : 'CREATE';
    const id = before?.id ?? `arn:${name}/${++this.count}`;
    // Its new parameters can be read as soon as it begins.
    this.stacks.set(name, { ...next, resources: before?.resources ?? new Map(), id, status: `${operation}_IN_PROGRESS` });
    this.begin(name, before ? 'update' : 'create', before, () => {
      if (next.faulty) {
        this.stacks.set(name, before ? { ...before, status: 'UPDATE_ROLLBACK_COMPLETE' } : { ...next, id, resources: new Map(), status: 'ROLLBACK_COMPLETE' });
      } else {
        this.stacks.set(name, { ...next, id, status: `${operation}_COMPLETE` });
        this.apply(before?.resources, next.resources);
      }
    });
    return true;
  }

  delete(name: string) {
    const before = this.atRest(name);
    if (!before) return;
    this.stacks.set(name, { ...before, status: 'DELETE_IN_PROGRESS' });
    this.begin(name, 'delete', before, () => {
      this.stacks.delete(name);
      this.apply(before.resources, new Map());
    });
  }

  /** Completes the operation on a stack. */
  end(name: string) {
    const operation = this.operations.get(name);
    this.operations.delete(name);
    operation?.();
  }

  private atRest(name: string) {
    if (this.operations.has(name)) throw new Error(`Stack:${name} is in ${this.stacks.get(name)!.status} state and can not be updated.`);
    return this.stacks.get(name);
  }

  private begin(name: string, operation: StackOperation, before: StackRecord | undefined, end: () => void) {
    this.operations.set(name, end);
    this.begun(name, operation, before);
  }

  private apply(before: ReadonlyMap<string, Resource> = new Map(), after: ReadonlyMap<string, Resource>) {
    for (const [id, resource] of after) if (!sameResource(before.get(id), resource)) this.effects.put(resource, before.get(id));
    for (const [id, resource] of before) if (!after.has(id)) this.effects.remove(resource);
  }
}

const essence = ({ template, parameters, tags, resolved }: Change & Evaluated) => canonicalJson([template, parameters, tags, [...resolved]]);
