import { setTimeout as sleep } from 'timers/promises';
import { ConnectionLost } from './connection-lost';
import type { ActionFault, ActionMoment, CallSelection, DelayFault, ErrorFault, EventFault, Faults, ResourceFault, ResourceOperation, StopFault, ThrottleFault } from './model';
import { counted, meeting, type Counted } from './occurrence';
import { throttled } from './throttling';
import { AwsError } from '../aws-error';
import type { Call } from '../service';

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

/** Lets go wrong in one account what its faults say. */
export class FaultInjector {
  /** The fault that everybody's connection to the account ended with. */
  readonly stopped: Promise<StopFault>;
  private announceStop!: (fault: StopFault) => void;
  private readonly throttles: readonly Counted<ThrottleFault>[];
  private readonly errors: readonly Counted<ErrorFault>[];
  private readonly delays: readonly Counted<DelayFault>[];
  private readonly events: readonly Counted<EventFault>[];
  private readonly resources: readonly Counted<ResourceFault>[];
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

  /** Carries out a call, or does not. */
  async call<T>(service: string, operation: string, call: Call, perform: () => Promise<T>): Promise<T> {
    if (call.isClient && (this.isStopped || this.stoppedCallers.has(call.caller))) throw new ConnectionLost();
    const selected = (fault: CallSelection) => selects(fault, service, operation, call);
    const stops = call.isClient ? meeting(this.stops, fault => names(fault.operation ?? '*', service, operation)) : [];
    const delays = meeting(this.delays, selected);
    const [throttle] = meeting(this.throttles, selected);
    const [error] = meeting(this.errors, selected);
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

  /** How many times an event is delivered. */
  deliveriesOf(event: { readonly 'source': string; readonly 'detail-type': string }): number {
    const met = meeting(this.events, ({ source, detailType }) => may(source, event.source) && may(detailType, event['detail-type']));
    if (met.some(fault => fault.do === 'lose')) return 0;
    return met.length ? 2 : 1;
  }

  /** Fails if something is not to be done with a resource. */
  checkResource(operation: ResourceOperation, { type, logicalId, stackName }: ResourceOfStack): void {
    const [met] = meeting(this.resources, fault => fault.fail === operation
      && may(fault.type, type) && may(fault.logicalId, logicalId) && may(fault.stack, stackName));
    if (met) throw new Error(met.message ?? 'Resource handler returned message: "failed on demand" (HandlerErrorCode: GeneralServiceException)');
  }

  /** Fails if the host of an action is lost now. */
  checkAction(moment: ActionMoment, { pipeline, stage, action }: ActionOfPipeline): void {
    const [met] = meeting(this.actions, fault => fault.fail === moment
      && may(fault.pipeline, pipeline) && may(fault.stage, stage) && may(fault.action, action));
    if (met) throw new Error(met.message ?? `the host that ran the action was lost ${moment} its work`);
  }
}

const may = (wanted: string | undefined, value: string) => wanted === undefined || wanted === value;

const names = (pattern: string, service: string, operation: string) => ['*', `${service}:*`, `${service}:${operation}`].includes(pattern);

function selects({ operation: pattern, by = 'clients' }: CallSelection, service: string, operation: string, { isClient = false }: Call): boolean {
  return names(pattern, service, operation) && (by === 'anybody' || isClient === (by === 'clients'));
}
