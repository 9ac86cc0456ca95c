import type { Contract } from '../../model/contract';
import { WAITING } from '../../model/execution';
import { type Consumption, findCycle } from '../../model/graph';
import { moduleStackName, pipelineName } from '../../model/names';
import { requirementOf, type RequirementText } from '../../model/requirement';
import { failedCreation, isAtRest } from '../../model/stack-status';

/** State of a producer's delivery. `expected`: it has no pipeline yet, but the definition is still being applied. */
export type DeliveryState = 'running' | 'expected' | 'absent' | 'ended';

export interface Provider {
  /** Whether it is a core module or in the directory. */
  readonly known: boolean;
  readonly delivery: DeliveryState;
  /** Name and status of the newest execution that delivers it. */
  readonly execution: string;
  readonly stackStatus?: string;
  /** The outputs of its deployed version. */
  readonly produces: readonly string[];
}

export interface GateFacts {
  readonly solution: string;
  readonly module: string;
  /** The contract of the version that is to be deployed. */
  readonly contract: Contract;
  readonly inDirectory: boolean;
  /** Outputs that the deployed version produces and this one does not, with the modules that require them. */
  readonly dropped: ReadonlyMap<string, readonly string[]>;
  /** What this module and its direct and indirect providers consume. */
  readonly consumption: Consumption;
  readonly stackStatus?: string;
  readonly providers: ReadonlyMap<string, Provider>;
  /** Required outputs that have no value yet, or may lose it. */
  readonly missing: ReadonlySet<RequirementText>;
}

/** `refuse`: this version is invalid, and its requirements are not recorded. `clear`: the remains of a failed first deployment have to be deleted. */
export interface Decision {
  readonly kind: 'refuse' | 'clear' | 'wait' | 'fail' | 'pass';
  readonly message: string;
}

/** Whether a module may be deployed now. */
export const decide = (facts: GateFacts): Decision => refusal(facts) ?? ownStack(facts) ?? waiting(facts)
  ?? { kind: 'pass', message: facts.contract.consumes.length ? `available: ${facts.contract.consumes.join(', ')}` : 'requires nothing' };

function refusal({ module, contract, inDirectory, dropped, consumption }: GateFacts): Decision | undefined {
  const refuse = (message: string): Decision => ({ kind: 'refuse', message });
  if (contract.name !== module) {
    return refuse(`the build packaged the module "${contract.name}", expected "${module}"; correct the module's name in its code, or its entry`);
  }
  if (!inDirectory) return refuse(`${module} is not in the directory; add it again (cv-insync add ${module}) and retry the stage`);
  if (dropped.size) {
    const list = [...dropped].map(([output, consumers]) => `${output} (required by ${consumers.join(', ')})`).join('; ');
    return refuse(`${module} no longer produces ${list}; keep producing it until no module requires it`);
  }
  const cycle = findCycle(module, consumption);
  if (cycle) return refuse(`${module} depends on itself: ${cycle.join(' -> ')} (each consumes the next); remove one of these consume() calls`);
  return undefined;
}

/** Statuses in which a stack cannot be deployed: what failed, and how a person resolves it. */
const STUCK: Readonly<Record<string, readonly [string, string]>> = {
  DELETE_FAILED: ['deleted', 'delete it'],
  UPDATE_ROLLBACK_FAILED: ['rolled back', 'continue its update rollback'],
};

function ownStack({ solution, module, stackStatus = '' }: GateFacts): Decision | undefined {
  const stack = moduleStackName(solution, module);
  if (failedCreation(stackStatus)) {
    return { kind: 'clear', message: `deleting the stack ${stack}, whose creation failed (${stackStatus})` };
  }
  if (STUCK[stackStatus]) {
    const [what, remedy] = STUCK[stackStatus];
    return { kind: 'fail', message: `the stack ${stack} could not be ${what} (${stackStatus}); see its events; ${remedy}, then retry the stage` };
  }
  return isAtRest(stackStatus) ? undefined : { kind: 'wait', message: `the stack ${stack} is in ${stackStatus}` };
}

function waiting({ solution, module, contract, providers, missing }: GateFacts): Decision | undefined {
  const waits: string[] = [];
  const failures: string[] = [];
  for (const item of contract.consumes) {
    const { module: name, output } = requirementOf(item);
    const { known, delivery, execution, stackStatus, produces } = providers.get(name)!;
    if (known && !missing.has(item) && isAtRest(stackStatus)) continue;
    const wait = (reason: string) => waits.push(`${item} (${reason})`);
    const fail = (reason: string) => failures.push(`${item}, ${reason}`);
    const then = `once it is delivered, ${module} continues`;
    if (!known) fail(`but ${name} is neither a core module nor in the directory; add it (cv-insync add ${name}): ${then}; or stop consuming it`);
    else if (!isAtRest(stackStatus)) wait(`stack ${moduleStackName(solution, name)} is in ${stackStatus}`);
    else if (delivery === 'running') wait(execution);
    else if (delivery === 'expected') wait(`${pipelineName(solution, name)} does not exist yet`);
    else if (delivery === 'absent') fail(`but ${name} has no pipeline: its entry is held back or was never applied; see the action Prepare of ${pipelineName(solution, 'core')}`);
    else if (produces.length && !produces.includes(output)) fail(`which ${name} does not produce; it produces ${produces.join(', ')}; correct the name in ${module}, or add the output to ${name}`);
    else fail(`which failed (${execution}); correct ${name}: ${then}`);
  }
  if (failures.length) return { kind: 'fail', message: `${WAITING}${failures.join('; ')}` };
  return waits.length ? { kind: 'wait', message: `${WAITING}${waits.join('; ')}` } : undefined;
}
