import { randomUUID } from 'crypto';
import { newAccessKey } from './access-key';
import { AwsError } from './aws-error';
import { FaultInjector } from './faults/injector';
import type { Faults } from './faults/model';
import type { Authorizer } from './permissions/authorizer';
import type { Call, Service } from './service';

/** An event for the account's default bus, without the members that the bus adds. */
export interface AccountEvent {
  readonly source: string;
  readonly detailType: string;
  readonly detail: object;
  readonly resources?: readonly string[];
}

/** A call, as CloudTrail would record it. */
export interface ObservedCall {
  readonly service: string;
  readonly operation: string;
  readonly input: object;
  readonly caller: string;
}

/** Creates a service of an account. It must not call the account's other services before the account is complete. */
export type ServiceFactory = (account: Account) => Service;

export interface AccountOptions {
  readonly services: Readonly<Record<string, ServiceFactory>>;
  /** Called before each call is answered, including calls that fail. */
  readonly onCall?: (call: ObservedCall) => void;
  /** @default '123456789012' */
  readonly accountId?: string;
  /** @default 'us-east-1' */
  readonly region?: string;
  /** The id of the access key with which clients sign as the root user. @default - a random one */
  readonly accessKey?: string;
  /** @default - no faults */
  readonly faults?: Faults;
  /** Creates what decides which calls are allowed. @default - every caller may do everything */
  readonly permissions?: (account: Account) => Authorizer;
}

/** An AWS account in memory: services that call each other and publish events. It does not depend on HTTP. */
export class Account {
  readonly accountId: string;
  readonly region: string;
  readonly partition = 'aws';
  /** The id of the root user's access key. Nobody is answered over HTTP without it, or that of a session. */
  readonly accessKey: string;
  /** The account's endpoint for the processes that it starts. Set by `serve`. */
  endpoint?: string;
  /** Calls of operations that the account does not have, as `service:Operation`. */
  readonly unknownOperations: string[] = [];
  /** Failures inside the account that no caller received. */
  readonly failures: unknown[] = [];
  /** Present if the account was created with faults. */
  readonly faults?: FaultInjector;
  /** Present if the account enforces permissions. */
  readonly permissions?: Authorizer;
  private readonly onCall: AccountOptions['onCall'];
  private readonly factories: Readonly<Record<string, ServiceFactory>>;
  private readonly services: Record<string, Service> = {};
  private readonly pending = new Set<Promise<void>>();

  constructor(options: AccountOptions) {
    this.accountId = options.accountId ?? '123456789012';
    this.region = options.region ?? 'us-east-1';
    this.accessKey = options.accessKey ?? newAccessKey();
    this.onCall = options.onCall;
    this.factories = options.services;
    this.faults = options.faults && new FaultInjector(options.faults);
    this.permissions = options.permissions?.(this);
  }

  /** ARN of the account's root user, the default caller. */
  get root(): string {
    return `arn:${this.partition}:iam::${this.accountId}:root`;
  }

  /** Calls an operation, for example `call('ssm', 'GetParameter', { Name: '/x' })`. */
  async call(service: string, operation: string, input: object = {}, call: Partial<Call> = {}): Promise<any> {
    const run = this.service(service)?.operations[operation];
    if (!run) throw this.unknownOperation(service, operation);
    const complete: Call = { caller: this.root, requestId: randomUUID(), ...call };
    this.onCall?.({ service, operation, input, caller: complete.caller });
    const answer = async () => await run(input, complete) ?? {};
    const perform = this.permissions ? () => this.permissions!.guard(service, operation, input, complete, answer) : answer;
    return this.faults ? this.faults.call(service, operation, complete, perform) : perform();
  }

  /** Records the call of an operation that the account does not have, and returns its error. */
  unknownOperation(service: string, operation: string): AwsError {
    this.unknownOperations.push(`${service}:${operation}`);
    return new AwsError('UnknownOperationException', `the emulator has no operation ${service}:${operation}`);
  }

  /** Publishes an event on the default bus. It is delivered after the current call has been answered. */
  publish(event: AccountEvent): void {
    if (this.factories.events) this.later(() => this.call('events', 'Publish', event));
  }

  /** Runs work after the current call has been answered; `settled` waits for it. */
  later(work: () => Promise<void>): void {
    const done: Promise<void> = new Promise<void>(resolve => setImmediate(resolve))
      .then(work)
      .catch(error => { this.failures.push(error); })
      .finally(() => { this.pending.delete(done); });
    this.pending.add(done);
  }

  /** Resolves when no event is being delivered and no deferred work is left. */
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

  /** The state of a service. */
  stateOf(service: string): object | undefined {
    return this.service(service)?.state;
  }

  /** Services are created at their first call, which keeps the start of an account fast. */
  private service(name: string): Service | undefined {
    if (!this.services[name] && Object.hasOwn(this.factories, name)) this.services[name] = this.factories[name](this);
    return this.services[name];
  }
}
