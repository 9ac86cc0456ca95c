import { Stack, Token } from 'aws-cdk-lib';
import type { CheckedModule } from './core-problems';
import { Problem } from '../definition/problem';

/** What keeps modules from being installed once by the construct at this path, which stands in this stack. */
export const installationProblems = (path: string, solution: string, core: Stack, modules: readonly (CheckedModule & Stack)[]): Problem[] => [
  ...modules.filter(module => module.solution !== solution).map(module => ({
    where: `module "${module.moduleName}"`,
    message: `belongs to the solution "${module.solution}", expected "${solution}"; give both the same, best by context cv-insync:solution`,
  })),
  ...modules.filter(module => goElsewhere(module, core)).map(module => ({
    where: `module "${module.moduleName}"`,
    message: `is deployed to ${placeOf(module)}, expected ${placeOf(core)}, where "${path}" is; give both the same \`env\``,
  })),
  ...modules.filter(module => module._registers()).map(({ moduleName }) => ({
    where: `module "${moduleName}"`,
    message: 'has a `source` with which it would register itself with a core; leave that out: this app deploys it',
  })),
];

/** Whether two stacks are known to be deployed to different accounts or regions. */
const goElsewhere = (one: Stack, other: Stack) => (['account', 'region'] as const)
  .some(part => !Token.isUnresolved(one[part]) && !Token.isUnresolved(other[part]) && one[part] !== other[part]);

const placeOf = ({ account, region }: Stack) => [account, region].filter(part => !Token.isUnresolved(part)).join('/');
