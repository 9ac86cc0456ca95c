import { CoreModule } from './settings';
import { orderModules } from '../../model/graph';
import { Problem } from '../../model/problem';

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

/** A core module, with the outputs that it produces. */
export interface Producer extends CoreModule {
  produces(): readonly string[];
}

/** How messages refer to the modules that are deployed together. */
export interface Wording {
  readonly module: string;
  readonly all: string;
  /** What is wrong with consuming a module that is not among them, and what to do. */
  readonly absent: (module: string) => string;
}

export const CORE_MODULES: Wording = {
  module: 'core module',
  all: 'core',
  absent: module => `"${module}" is not a core module; core modules consume only core modules, so list it in \`core\``,
};

/** Modules that are deployed together consume only each other's outputs, without cycles. */
export function consumptionProblems(modules: readonly Producer[], wording: Wording): Problem[] {
  const producers = new Map(modules.map(module => [module.name, module]));
  const missing = modules.flatMap(({ name, requirements }) => requirements().flatMap(({ module, output }): Problem[] => {
    const where = `${wording.module} "${name}"`;
    const producer = producers.get(module);
    if (!producer) return [{ where, message: `consumes "${module}/${output}", but ${wording.absent(module)}` }];
    if (producer.produces().includes(output)) return [];
    return [{ where, message: `consumes "${module}/${output}", which "${module}" does not produce; it produces ${[...producer.produces()].sort().join(', ') || 'nothing'}` }];
  }));
  const cycles = orderModules(consumption(modules)).cycles.map(cycle =>
    ({ where: wording.all, message: `${cycle.join(' -> ')}: these modules wait for each other; let one of them do without the other` }));
  return [...missing, ...cycles];
}

const consumption = (core: readonly CoreModule[]) =>
  new Map(core.map(({ name, requirements }) => [name, new Set(requirements().map(({ module }) => module))] as const));
