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
  /** Whether a version of it that may drop an output is on its way. */
  readonly isChanging: boolean;
  /** The outputs of its deployed version. */
  readonly produces: readonly string[];
}

export interface GateFacts {
  readonly solution: string;
  readonly module: string;
  /** The contract of the version that is to be deployed, without outputs that its template leaves out. */
  readonly contract: Contract;
  readonly inDirectory: boolean;
  /** Outputs that the deployed version produces and this one does not, each with the reason, if it is known, and the modules that require it. */
  readonly dropped: readonly string[];
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

const decision = (kind: Decision['kind'], message: string): Decision => ({ kind, message });

/** Whether a module may be deployed now. */
export const decide = (facts: GateFacts): Decision => refusal(facts) ?? ownStack(facts) ?? waiting(facts)
  ?? decision('pass', facts.contract.consumes.length ? `available: ${facts.contract.consumes.join(', ')}` : 'requires nothing');

const inDirectory = (module: string) => `in the directory; add it (cv-insync add ${module})`;

function refusal({ module, inDirectory: isListed, dropped, consumption }: GateFacts): Decision | undefined {
  const refuse = (message: string) => decision('refuse', message);
  if (!isListed) return refuse(`${module} is not ${inDirectory(module)} and retry the stage`);
  if (dropped.length) return refuse(`${module} no longer produces ${dropped.join('; ')}; keep producing it until no module requires it`);
  const cycle = findCycle(module, consumption);
  if (cycle) return refuse(`${module} consumes itself: ${cycle.join(' -> ')}; remove one of these consume() calls`);
  return undefined;
}

function ownStack({ solution, module, stackStatus = '' }: GateFacts): Decision | undefined {
  const stack = moduleStackName(solution, module);
  const message = `the stack ${stack} is in ${stackStatus}`;
  if (failedCreation(stackStatus)) {
    return decision('clear', `deleting the stack ${stack}, whose creation failed (${stackStatus})`);
  }
  if (/^(DELETE|UPDATE_ROLLBACK)_FAILED$/.test(stackStatus)) {
    return decision('fail', `${message}; see its events; delete it, or continue its rollback, then retry the stage`);
  }
  return isAtRest(stackStatus) ? undefined : decision('wait', message);
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
    if (!known) fail(`but ${name} is neither core nor ${inDirectory(name)}: ${then}`);
    else if (!isAtRest(stackStatus)) wait(`stack ${moduleStackName(solution, name)} is in ${stackStatus}`);
    else if (delivery === 'running') wait(execution);
    else if (delivery === 'expected') wait(`${pipelineName(solution, name)} does not exist yet`);
    else if (delivery === 'absent') fail(`but ${name} has no pipeline; see Prepare of ${pipelineName(solution, 'core')}`);
    else if (produces.length && !produces.includes(output)) fail(`which ${name} does not produce; it produces ${produces.join(', ')}; correct the name, or add the output to ${name}`);
    else fail(`which is missing (${execution}); correct ${name}: ${then}`);
  }
  if (failures.length) return decision('fail', WAITING + failures.join('; '));
  return waits.length ? decision('wait', WAITING + waits.join('; ')) : undefined;
}
