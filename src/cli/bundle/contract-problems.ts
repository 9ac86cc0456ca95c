import { findCycle } from '../../model/graph';
import { byText } from '../../model/json';
import type { AssembledModule } from '../../model/manifest';
import { namesRequire } from '../../model/plan';
import type { Problem } from '../../model/problem';
import { formatRequirement, providersOf, requirementOf, type RequirementText } from '../../model/requirement';
import { consumersOf, type ModuleRecords } from '../../registry/module-records';

/** Problems between the contracts of core modules, and outputs that deployed modules still require. */
export function contractProblems(core: readonly AssembledModule[], deployed: ModuleRecords): Problem[] {
  const produces = new Map(core.map(({ name, contract }) => [name, contract.produces] as const));
  const consumption = new Map(core.map(({ name, contract }) => [name, providersOf(contract.consumes)] as const));
  return core.flatMap(({ name, contract }) => {
    const problem = (message: string): Problem => ({ where: `core module ${name}`, message });
    const cycle = findCycle(name, consumption);
    return [
      ...contract.consumes.filter(item => !provides(produces, item)).map(item => problem(unknownOutput(item, produces))),
      ...cycle ? [problem(`consumes itself: ${cycle.join(' -> ')}; remove one of these consume() calls`)] : [],
      ...dropped(name, contract.produces, produces, deployed).map(problem),
    ];
  });
}

function unknownOutput(item: RequirementText, produces: ReadonlyMap<string, readonly string[]>): string {
  const { module: provider } = requirementOf(item);
  const outputs = produces.get(provider);
  return `consumes ${item}, but ${outputs ? `${provider} produces only ${outputs.join(', ') || 'nothing'}` : `"${provider}" is not a core module`}; `
    + 'core modules can consume outputs of core modules only';
}

function dropped(name: string, now: readonly string[], core: ReadonlyMap<string, unknown>, deployed: ModuleRecords): string[] {
  const gone = (deployed.get(name)?.produces ?? []).filter(output => !now.includes(output));
  const consumers = [...consumersOf(deployed, name)].filter(([consumer]) => !core.has(consumer));
  return gone.sort(byText).flatMap(output => {
    const users = consumers.filter(([, items]) => items.includes(formatRequirement({ module: name, output }))).map(([consumer]) => consumer);
    return users.length ? [`no longer produces ${output}, which ${namesRequire(users)}; keep producing it until no module requires it`] : [];
  });
}

const provides = (produces: ReadonlyMap<string, readonly string[]>, item: RequirementText) => {
  const { module, output } = requirementOf(item);
  return produces.get(module)?.includes(output);
};
