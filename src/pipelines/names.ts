import { coreStackName, deliveryStackName, modulesStackName, registrationStackName } from '../model/names';

/** Names of the core stack's own resources. All begin with `<solution>-core-`, which no module's role reaches. */

/** Roles of the core stack, and of the stack of the module-definition pipeline. */
export type CoreRole = 'pipeline' | 'prepare' | 'deploy' | 'functions' | 'start' | 'apply' | 'gate' | 'modules-pipeline' | 'module-pipelines' | 'deliver';
export const coreRoleName = (solution: string, role: CoreRole) => `${solution}-core-${role}`;
/** Names of stacks that begin as those of modules do, but belong to the solution itself. */
export const notOfModules = (solution: string) => [coreStackName(solution), modulesStackName(solution), deliveryStackName(solution, '*'), registrationStackName(solution, '*')];
export const topicName = (solution: string) => `${solution}-core-notifications`;
export const logGroupName = (solution: string) => `/${solution}/core`;
