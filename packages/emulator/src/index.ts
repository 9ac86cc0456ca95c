// The account: its services, its server, its faults.
export type { Account, AccountEvent, AccountOptions, ObservedCall } from './account/account';
export { createAccount, loadAccount, saveAccount } from './account';
export type { ObservedDecision } from './account/permissions';
export { checkFolder, isSaved, SavedAccountError } from './account/saved';
export { serve, type ServedAccount, type ServeOptions } from './account/server';
export { ACTION_MOMENTS, CALLERS, checkOperation, type Faults, LONGEST_DELAY, RESOURCE_OPERATIONS } from './account/faults';
export { ABOUT, type About } from './account/about';
export { operationsOf } from './account/operations';
export { fireDaily } from './account/events';
export { matches, parsePattern, type Pattern } from './account/events/pattern';

// What runs in it.
export { lacksOf } from './executor/lacks';
export { startExecutor, type Executor, type ExecutorOptions, type StackVisit } from './executor';
export { credentialsOf, endpointEnvironment } from './executor/credentials';
export { baseEnvironment } from './executor/environment';
export type { Processes } from './executor/processes';
export { openSandbox, packagePaths, type Sandbox, type SandboxOptions, sandboxProblem } from './executor/sandbox';
export { operationSucceeded, stackAtRest } from './executor/providers/stacks';
export {
  type ActionExecution, type Build, type DeployedStack, type LambdaFunction, type Message, type Observation, observe, type Pipeline,
  type PipelineExecution, type Unsubscribe,
} from './observe';
export { isOver, latestActions } from './account/codepipeline';

// The host of the repositories that its connections reach.
export { git, GIT_IDENTITY } from './executor/git';
export { forgetRepository, hostRepository, listenToGit, push, type Push, repositoriesOf } from './repositories/host';
export { repositoryAt } from './repositories/existing';
export { Repositories, type RepositorySource } from './repositories/repositories';
export { copyTree } from './repositories/tree';
