import { randomUUID } from 'crypto';
import { AwsError } from './aws-error';
import type { Call, Service, ServiceFactory } from './service';

/** An event on the account's default bus, as EventBridge delivers it (without what the bus adds itself). */
export interface AccountEvent {
  readonly source: string;
  readonly detailType: string;
  readonly detail: object;
  readonly resources?: readonly string[];
}

export interface AccountOptions {
  readonly services: Readonly<Record<string, ServiceFactory>>;
  /** @default '123456789012' */
  readonly accountId?: string;
  /** @default 'us-east-1' */
  readonly region?: string;
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
  private readonly services: Record<string, Service> = {};

  constructor(options: AccountOptions) {
    this.accountId = options.accountId ?? '123456789012';
    this.region = options.region ?? 'us-east-1';
    for (const [name, make] of Object.entries(options.services)) this.services[name] = make(this);
  }

  /** Calls an operation, for example `call('ssm', 'GetParameter', { Name: '/x' })`. */
  async call(service: string, operation: string, input: object = {}, call: Partial<Call> = {}): Promise<any> {
    const run = this.services[service]?.operations[operation];
    if (!run) {
      this.unknownOperations.push(`${service}:${operation}`);
      throw new AwsError('UnknownOperationException', `the rehearsal's account has no operation ${service}:${operation}`);
    }
    return await run(input, { caller: `arn:${this.partition}:iam::${this.accountId}:root`, requestId: randomUUID(), ...call }) ?? {};
  }

  /** Puts an event on the default bus. */
  publish(event: AccountEvent): void {
    void event;
  }

  arn(service: string, resource: string, { region = this.region }: { region?: string } = {}): string {
    return `arn:${this.partition}:${service}:${region}:${this.accountId}:${resource}`;
  }
}
