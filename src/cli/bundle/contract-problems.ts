import { findCycle } from '../../model/graph';
import { byText } from '../../model/json';
import { NOT_KNOWN } from '../../model/left-out';
import type { AssembledModule } from '../../model/manifest';
import { namesRequire } from '../../model/plan';
import type { Problem } from '../../model/problem';
import { formatRequirement, providersOf, requirementOf, type RequirementText } from '../../model/requirement';
import { consumersOf, type ModuleRecords } from '../../registry/module-records';

/** The outputs that conditions leave out of a deployment of core modules. */
export interface LeftOut {
  /** For each module, its outputs with the conditions that are not met, or not known to be. */
  readonly conditions: ReadonlyMap<string, ReadonlyMap<string, string>>;
  /** The outputs that have a value now. */
  readonly existing: ReadonlySet<RequirementText>;
}

const NONE: LeftOut = { conditions: new Map(), existing: new Set() };

/** Problems between the contracts of core modules, and outputs that deployed modules still require. */
export function contractProblems(core: readonly AssembledModule[], deployed: ModuleRecords, leftOut = NONE): Problem[] {
  const produces = new Map(core.map(({ name, contract }) => [name, contract.produces] as const));
  const consumption = new Map(core.map(({ name, contract }) => [name, providersOf(contract.consumes)] as const));
  return core.flatMap(({ name, contract }) => {
    const problem = (message: string): Problem => ({ where: `core module ${name}`, message });
    const cycle = findCycle(name, consumption);
    return [
      ...contract.consumes.filter(item => !provides(produces, item)).map(item => problem(unknownOutput(item, produces))),
      ...contract.consumes.flatMap(item => withheld(item, leftOut)).map(problem),
      ...cycle ? [problem(`consumes itself: ${cycle.join(' -> ')}; remove one of these consume() calls`)] : [],
      ...dropped(name, contract.produces, produces, deployed, leftOut).map(problem),
    ];
  });
}

function unknownOutput(item: RequirementText, produces: ReadonlyMap<string, readonly string[]>): string {
  const { module: provider } = requirementOf(item);
  const outputs = produces.get(provider);
  return `consumes ${item}, but ${outputs ? `${provider} produces only ${outputs.join(', ') || 'nothing'}` : `"${provider}" is not a core module`}; `
    + 'core modules can consume outputs of core modules only';
}

/** Whether a core module consumes what another one leaves out. A condition that is not known may be met by what this run deploys first. */
function withheld(item: RequirementText, { conditions }: LeftOut): string[] {
  const { module, output } = requirementOf(item);
  const condition = conditions.get(module)?.get(output);
  return condition && !condition.endsWith(NOT_KNOWN) ? [`consumes ${item}, which ${module} leaves out under its condition ${condition}; correct the condition or its parameters, or consume it under the same condition`] : [];
}

function dropped(
  name: string, now: readonly string[], core: ReadonlyMap<string, unknown>, deployed: ModuleRecords, { conditions, existing }: LeftOut,
): string[] {
  const condition = (output: string) => existing.has(formatRequirement({ module: name, output })) ? conditions.get(name)?.get(output) : undefined;
  const gone = (deployed.get(name)?.produces ?? []).filter(output => !now.includes(output) || condition(output));
  const consumers = [...consumersOf(deployed, name)].filter(([consumer]) => !core.has(consumer));
  return gone.sort(byText).flatMap(output => {
    const users = consumers.filter(([, items]) => items.includes(formatRequirement({ module: name, output }))).map(([consumer]) => consumer);
    return users.length ? [`no longer produces ${output}${condition(output) ? ` under its condition ${condition(output)}` : ''}, which ${namesRequire(users)}; keep producing it until no module requires it`] : [];
  });
}

const provides = (produces: ReadonlyMap<string, readonly string[]>, item: RequirementText) => {
  const { module, output } = requirementOf(item);
  return produces.get(module)?.includes(output);
};
