import { randomUUID } from 'crypto';
import { AwsError } from './aws-error';
import { FaultInjector } from './faults/injector';
import type { Faults } from './faults/model';
import type { Call, Service } from './service';

/** An event on the account's default bus, as EventBridge delivers it (without what the bus adds itself). */
export interface AccountEvent {
  readonly source: string;
  readonly detailType: string;
  readonly detail: object;
  readonly resources?: readonly string[];
}

/** Who calls what, as an audit of the account would list it. */
export interface ObservedCall {
  readonly service: string;
  readonly operation: string;
  readonly input: object;
  readonly caller: string;
}

/** Makes a service of an account; it must not look at the account's other services before the account is complete. */
export type ServiceFactory = (account: Account) => Service;

export interface AccountOptions {
  readonly services: Readonly<Record<string, ServiceFactory>>;
  /** Is told of every call before it is answered, also of those that fail. */
  readonly onCall?: (call: ObservedCall) => void;
  /** @default '123456789012' */
  readonly accountId?: string;
  /** @default 'us-east-1' */
  readonly region?: string;
  /** @default - nothing goes wrong on demand */
  readonly faults?: Faults;
}

/** An AWS account in memory: services that call each other and publish events. It knows nothing of HTTP. */
export class Account {
  readonly accountId: string;
  readonly region: string;
  readonly partition = 'aws';
  /** Where the account can be reached, for the processes that it starts. Set by whoever serves it. */
  endpoint?: string;
  /** Calls of operations that the account does not have; a rehearsal with any of them fails. */
  readonly unknownOperations: string[] = [];
  /** What went wrong inside the account itself, where no caller could be told. */
  readonly failures: unknown[] = [];
  /** Present if something is to go wrong on demand. */
  readonly faults?: FaultInjector;
  private readonly onCall: AccountOptions['onCall'];
  private readonly factories: Readonly<Record<string, ServiceFactory>>;
  private readonly services: Record<string, Service> = {};
  private readonly pending = new Set<Promise<void>>();

  constructor(options: AccountOptions) {
    this.accountId = options.accountId ?? '123456789012';
    this.region = options.region ?? 'us-east-1';
    this.onCall = options.onCall;
    this.factories = options.services;
    this.faults = options.faults && new FaultInjector(options.faults);
  }

  /** The account's root user, who calls unless somebody else does. */
  get root(): string {
    return `arn:${this.partition}:iam::${this.accountId}:root`;
  }

  /** Calls an operation, for example `call('ssm', 'GetParameter', { Name: '/x' })`. */
  async call(service: string, operation: string, input: object = {}, call: Partial<Call> = {}): Promise<any> {
    const run = this.service(service)?.operations[operation];
    if (!run) throw this.unknownOperation(service, operation);
    const complete: Call = { caller: this.root, requestId: randomUUID(), ...call };
    this.onCall?.({ service, operation, input, caller: complete.caller });
    const perform = async () => await run(input, complete) ?? {};
    return this.faults ? this.faults.call(service, operation, complete, perform) : perform();
  }

  /** Records the call of an operation that the account does not have, and makes the error that answers it. */
  unknownOperation(service: string, operation: string): AwsError {
    this.unknownOperations.push(`${service}:${operation}`);
    return new AwsError('UnknownOperationException', `the rehearsal's account has no operation ${service}:${operation}`);
  }

  /** Puts an event on the default bus. It is delivered after the current call has been answered. */
  publish(event: AccountEvent): void {
    if (this.factories.events) this.later(() => this.call('events', 'Publish', event));
  }

  /** Does work after the current call has been answered; `settled` waits for it. */
  later(work: () => Promise<void>): void {
    const done: Promise<void> = new Promise<void>(resolve => setImmediate(resolve))
      .then(work)
      .catch(error => { this.failures.push(error); })
      .finally(() => { this.pending.delete(done); });
    this.pending.add(done);
  }

  /** Resolves once no event is on its way and no work that was put off is left. */
  async settled(): Promise<void> {
    while (this.pending.size) await Promise.all(this.pending);
  }

  arn(service: string, resource: string, { region = this.region }: { region?: string } = {}): string {
    return `arn:${this.partition}:${service}:${region}:${this.accountId}:${resource}`;
  }

  get serviceNames(): string[] {
    return Object.keys(this.factories);
  }

  /** Names of all operations of a service. */
  operationsOf(service: string): string[] {
    return Object.keys(this.service(service)?.operations ?? {});
  }

  /** What a service remembers. */
  stateOf(service: string): object | undefined {
    return this.service(service)?.state;
  }

  /** Services are made when they are first called, so that an account starts at once. */
  private service(name: string): Service | undefined {
    if (!this.services[name] && Object.hasOwn(this.factories, name)) this.services[name] = this.factories[name](this);
    return this.services[name];
  }
}
