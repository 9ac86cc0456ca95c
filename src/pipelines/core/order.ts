import { CoreModule } from './settings';
import { orderModules } from '../../definition/graph';
import { Problem } from '../../definition/problem';

/** Core modules in the order in which they are deployed; `step` is the runOrder: equal steps run in parallel. */
export interface DeploymentStep {
  readonly name: string;
  readonly step: number;
}

export function deploymentSteps(core: readonly CoreModule[]): DeploymentStep[] {
  const providers = consumption(core);
  const steps = new Map<string, number>();
  for (const name of orderModules(providers).order) {
    steps.set(name, 1 + Math.max(0, ...[...providers.get(name)!].map(provider => steps.get(provider) ?? 0)));
  }
  return [...steps].map(([name, step]) => ({ name, step })).sort((a, b) => a.step - b.step);
}

/** A core module that others can read from, with what it produces. */
export interface Producer extends CoreModule {
  produces(): readonly string[];
}

/** Core modules consume outputs of core modules only, and never each other's. */
export function consumptionProblems(core: readonly Producer[]): Problem[] {
  const producers = new Map(core.map(module => [module.name, module]));
  const missing = core.flatMap(({ name, requirements }) => requirements().flatMap(({ module, output }): Problem[] => {
    const where = `core module "${name}"`;
    const producer = producers.get(module);
    if (!producer) {
      return [{ where, message: `consumes "${module}/${output}", but "${module}" is no core module; core modules consume only core modules, so list it in \`core\`` }];
    }
    if (producer.produces().includes(output)) return [];
    return [{ where, message: `consumes "${module}/${output}", which "${module}" does not produce; it produces ${[...producer.produces()].sort().join(', ') || 'nothing'}` }];
  }));
  const cycles = orderModules(consumption(core)).cycles.map(cycle =>
    ({ where: 'core', message: `${cycle.join(' -> ')}: these modules wait for each other; let one of them do without the other` }));
  return [...missing, ...cycles];
}

const consumption = (core: readonly CoreModule[]) =>
  new Map(core.map(({ name, requirements }) => [name, new Set(requirements().map(({ module }) => module))] as const));
