import { type ExecutionRecord, PipelineRecords } from './pipelines';
import { Rules } from './rules';
import { StackEngine, type StackOperation, type StackRecord } from './stacks';
import type { Resource } from './template';
import { memoryStore } from '../../registry/memory-store';

/** The history of the account, in order. */
export type HistoryEvent =
  | { readonly kind: 'execution'; readonly execution: ExecutionRecord }
  | { readonly kind: 'action'; readonly execution: ExecutionRecord; readonly provider: string }
  | { readonly kind: 'result'; readonly execution: ExecutionRecord; readonly message?: string }
  /** The parameters that the build of the second pipeline read by name. */
  | { readonly kind: 'read'; readonly names: readonly string[] }
  | { readonly kind: 'opened'; readonly pipeline: string; readonly stage: string }
  | { readonly kind: 'stack'; readonly name: string; readonly operation: StackOperation; readonly before?: StackRecord }
  | { readonly kind: 'written'; readonly name: string; readonly value: string; readonly before?: string }
  | { readonly kind: 'removed'; readonly name: string; readonly by: 'stack' | 'call' };

/** How often events of people's changes are delivered: once, never, or twice. */
export type EventDelivery = 'once' | 'lost' | 'twice';
const TIMES: Readonly<Record<EventDelivery, number>> = { once: 1, lost: 0, twice: 2 };

/** An AWS account in memory, without time, in which nothing happens on its own. */
export class Account {
  readonly store = memoryStore();
  /** When parameters were written, as the number of executions that had begun. */
  readonly written = new Map<string, number>();
  readonly rules = new Rules();
  readonly objects = new Map<string, Uint8Array>();
  readonly pipelines = new PipelineRecords(execution => this.tell({ kind: 'execution', execution }));
  readonly stacks: StackEngine;
  private readonly listeners: ((happening: HistoryEvent) => void)[] = [];

  constructor() {
    this.stacks = new StackEngine(this.store.values, {
      put: (resource, before) => this.put(resource, before),
      remove: resource => this.drop(resource),
    }, (name, operation, before) => this.tell({ kind: 'stack', name, operation, before }));
  }

  listen(listener: (happening: HistoryEvent) => void) {
    this.listeners.push(listener);
  }

  tell(happening: HistoryEvent) {
    for (const listener of this.listeners) listener(happening);
  }

  write(name: string, value: string, fate: EventDelivery = 'once') {
    const before = this.store.values.get(name);
    this.store.values.set(name, value);
    this.written.set(name, this.pipelines.count);
    this.tell({ kind: 'written', name, value, before });
    this.changed(name, before === undefined ? 'Create' : 'Update', fate);
  }

  remove(name: string, fate: EventDelivery = 'once', by: 'stack' | 'call' = 'call') {
    if (!this.store.values.has(name)) return;
    this.tell({ kind: 'removed', name, by });
    this.store.values.delete(name);
    this.changed(name, 'Delete', fate);
  }

  /** Starts the pipelines that the rules for an event name. */
  publish(event: object, fate: EventDelivery = 'once') {
    for (const name of this.rules.matching({ account: '111122223333', ...event })) this.trigger(name, 'event', fate);
  }

  trigger(pipeline: string, cause: string, fate: EventDelivery = 'once') {
    for (let time = 0; time < TIMES[fate]; time++) this.pipelines.all.get(pipeline)?.starts.push(cause);
  }

  private changed(name: string, operation: string, fate: EventDelivery) {
    this.publish({ 'source': 'aws.ssm', 'detail-type': 'Parameter Store Change', 'detail': { name, operation, type: 'String' } }, fate);
  }

  private put({ type, properties }: Resource, before?: Resource) {
    if (before && before.type === 'AWS::SSM::Parameter' && before.properties.Name !== properties.Name) this.remove(before.properties.Name, 'once', 'stack');
    if (before && before.type === 'AWS::Events::Rule') this.rules.remove(before.properties);
    if (type === 'AWS::CodePipeline::Pipeline') this.pipelines.put(properties);
    else if (type === 'AWS::SSM::Parameter') this.write(properties.Name, properties.Value);
    else this.rules.put(properties);
  }

  private drop({ type, properties }: Resource) {
    if (type === 'AWS::CodePipeline::Pipeline') this.pipelines.remove(properties.Name);
    else if (type === 'AWS::SSM::Parameter') this.remove(properties.Name, 'once', 'stack');
    else this.rules.remove(properties);
  }
}
