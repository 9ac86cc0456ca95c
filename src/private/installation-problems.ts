import { Stack, Token } from 'aws-cdk-lib';
import type { CheckedModule } from './core-problems';
import { Problem } from '../model/problem';

/** Problems of modules that the construct at this path, in this stack, cannot install. */
export const installationProblems = (path: string, solution: string, core: Stack, modules: readonly (CheckedModule & Stack)[]): Problem[] => [
  ...modules.filter(module => module.solution !== solution).map(module => ({
    where: `module "${module.moduleName}"`,
    message: `belongs to the solution "${module.solution}", expected "${solution}"; give both the same, best by context cv-insync:solution`,
  })),
  ...strayProblems(path, core, modules),
  ...modules.filter(module => module._registers()).map(({ moduleName }) => ({
    where: `module "${moduleName}"`,
    message: 'has a `source` with which it would register itself with a core; leave that out: this app deploys it',
  })),
];

/** Modules whose account or region differs from that of the first stack that names one. */
function strayProblems(path: string, core: Stack, modules: readonly (CheckedModule & Stack)[]): Problem[] {
  const first = PLACE.map(part => [core, ...modules].find(stack => isKnown(stack[part])));
  return modules.flatMap(module => {
    const other = first.find((stack, index) => stack && isKnown(module[PLACE[index]]) && module[PLACE[index]] !== stack[PLACE[index]]);
    if (!other) return [];
    return [{
      where: `module "${module.moduleName}"`,
      message: `is deployed to ${placeOf(module)}, expected ${placeOf(other)}, where "${other === core ? path : other.node.path}" is; give both the same \`env\``,
    }];
  });
}

const PLACE = ['account', 'region'] as const;
const isKnown = (part: string) => !Token.isUnresolved(part);
const placeOf = (stack: Stack) => PLACE.map(part => stack[part]).filter(isKnown).join('/');
