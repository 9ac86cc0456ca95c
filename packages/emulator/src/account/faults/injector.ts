import { setTimeout as sleep } from 'timers/promises';
import type { ActionFault, ActionMoment, CallSelection, DelayFault, ErrorFault, EventFault, Faults, Occurrence, ResourceFault, ResourceOperation, StopFault, ThrottleFault } from './model';
import { AwsError } from '../aws-error';
import type { Call } from '../service';

/** The connection of a client to the account breaks: there is no answer, not even an error. */
export class ConnectionLost extends Error {
  constructor() {
    super('the account does not answer any more, as its faults say');
  }
}

export interface ResourceOfStack {
  readonly type: string;
  readonly logicalId: string;
  readonly stackName: string;
}

export interface ActionOfPipeline {
  readonly pipeline: string;
  readonly stage: string;
  readonly action: string;
}

/** Makes the faults of one account happen. */
export class FaultInjector {
  /** Resolves with the fault that ends all connections to the account. */
  readonly stopped: Promise<StopFault>;
  private announceStop!: (fault: StopFault) => void;
  private readonly throttles: readonly Counted<ThrottleFault>[];
  private readonly errors: readonly Counted<ErrorFault>[];
  private readonly delays: readonly Counted<DelayFault>[];
  private readonly events: readonly Counted<EventFault>[];
  private readonly resources: Counted<ResourceFault>[];
  private readonly actions: readonly Counted<ActionFault>[];
  private readonly stops: readonly Counted<StopFault>[];
  private isStopped = false;
  private readonly stoppedCallers = new Set<string>();

  constructor(faults: Faults) {
    this.throttles = counted(faults.throttle);
    this.errors = counted(faults.errors);
    this.delays = counted(faults.delays);
    this.events = counted(faults.events);
    this.resources = counted(faults.resources);
    this.actions = counted(faults.actions);
    this.stops = counted(faults.stop, ({ after }) => ({ after: after - 1, times: 1 }));
    this.stopped = new Promise(resolve => { this.announceStop = resolve; });
  }

  /** Performs a call unless a fault applies. */
  async call<T>(service: string, operation: string, call: Call, perform: () => Promise<T>): Promise<T> {
    if (call.isClient && (this.isStopped || this.stoppedCallers.has(call.caller))) throw new ConnectionLost();
    const selected = (fault: CallSelection) => selects(fault, service, operation, call);
    const stops = call.isClient ? applying(this.stops, fault => names(fault.operation ?? '*', service, operation)) : [];
    const delays = applying(this.delays, selected);
    const [throttle] = applying(this.throttles, selected);
    const [error] = applying(this.errors, selected);
    for (const stop of stops) {
      if (stop.for === 'caller') this.stoppedCallers.add(call.caller);
      else this.isStopped = true;
    }
    try {
      for (const { milliseconds } of delays) await sleep(milliseconds);
      if (throttle) throw throttled(service);
      if (error) throw new AwsError(error.code, error.message ?? `${service}:${operation} failed on demand`, error.status);
      const output = await perform();
      if (stops.some(({ answer }) => answer === 'lost')) throw new ConnectionLost();
      return output;
    } finally {
      const everybody = stops.find(stop => stop.for !== 'caller');
      if (everybody) this.announceStop(everybody);
    }
  }

  /** How often an event is delivered: 0, 1 or 2 times. */
  deliveriesOf(event: { readonly 'source': string; readonly 'detail-type': string }): number {
    const met = applying(this.events, ({ source, detailType }) => may(source, event.source) && may(detailType, event['detail-type']));
    if (met.some(fault => fault.do === 'lose')) return 0;
    return met.length ? 2 : 1;
  }

  /** Adds a fault while the account is in use. */
  addResourceFault(fault: ResourceFault): void {
    this.resources.push(...counted([fault]));
  }

  /** Fails if a fault applies to an operation on a resource. */
  async checkResource(operation: ResourceOperation, { type, logicalId, stackName }: ResourceOfStack): Promise<void> {
    const [met] = applying(this.resources, fault => fault.fail === operation
      && may(fault.type, type) && may(fault.logicalId, logicalId) && may(fault.stack, stackName));
    if (!met) return;
    if (met.milliseconds !== undefined) await sleep(met.milliseconds);
    throw new Error(met.message ?? 'Resource handler returned message: "failed on demand" (HandlerErrorCode: GeneralServiceException)');
  }

  /** Fails if the host of an action is lost at this moment. */
  checkAction(moment: ActionMoment, { pipeline, stage, action }: ActionOfPipeline): void {
    const [met] = applying(this.actions, fault => fault.fail === moment
      && may(fault.pipeline, pipeline) && may(fault.stage, stage) && may(fault.action, action));
    if (met) throw new Error(met.message ?? `the host that ran the action was lost ${moment} its work`);
  }
}

const may = (wanted: string | undefined, value: string) => wanted === undefined || wanted === value;

const names = (pattern: string, service: string, operation: string) => ['*', `${service}:*`, `${service}:${operation}`].includes(pattern);

function selects({ operation: pattern, by = 'clients' }: CallSelection, service: string, operation: string, { isClient = false }: Call): boolean {
  return names(pattern, service, operation) && (by === 'anybody' || isClient === (by === 'clients'));
}

/** A fault that counts the events that match it. */
type Counted<F> = F & {
  /** Counts one more event, and returns whether the fault applies to it. */
  readonly applies: () => boolean;
};

const counted = <F extends object>(faults: readonly F[] = [], occurrence: (fault: F) => Occurrence = fault => fault): Counted<F>[] =>
  faults.map(fault => ({ ...fault, applies: counter(occurrence(fault)) }));

/** The faults that apply now. All matching faults count, whether or not another one applies too. */
const applying = <F>(faults: readonly Counted<F>[], matches: (fault: F) => boolean): Counted<F>[] =>
  faults.filter(fault => matches(fault) && fault.applies());

function counter({ after = 0, every = 1, times = Infinity }: Occurrence): () => boolean {
  let seen = 0;
  let met = 0;
  return () => {
    seen += 1;
    if (seen <= after || (seen - after) % every !== 0 || met >= times) return false;
    met += 1;
    return true;
  };
}

const FORMS: Readonly<Record<string, () => AwsError>> = {
  cloudformation: () => new AwsError('Throttling', 'Rate exceeded'),
  iam: () => new AwsError('Throttling', 'Rate exceeded'),
  sts: () => new AwsError('Throttling', 'Rate exceeded'),
  lambda: () => new AwsError('TooManyRequestsException', 'Rate Exceeded.', 429, { Reason: 'CallerRateLimitExceeded' }),
  s3: () => new AwsError('SlowDown', 'Please reduce your request rate.', 503),
  sns: () => new AwsError('ThrottledException', 'Rate exceeded', 429),
};

/** The throttling error of a service. */
const throttled = (service: string): AwsError => (FORMS[service] ?? (() => new AwsError('ThrottlingException', 'Rate exceeded')))();
