import type { Owner } from './owner';

/**
 * The names of one solution: stacks, pipelines, parameters. One file, because permissions are limited by them and
 * everything that meets at run time (templates, functions, builds, command line) finds each other through them.
 */

/** Names that a module cannot have, because stacks and pipelines of the solution itself carry them. */
export const RESERVED_NAMES = ['core', 'modules', 'delivery', 'registration', 'assets'] as const;

/** What may stand in a stack name, a parameter path and a role name at once. */
export const NAME_PATTERN = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;

/** What an output may be called: fits a parameter path, a logical id and a client request token. */
export const OUTPUT_PATTERN = /^[A-Za-z][A-Za-z0-9]{0,63}$/;

/** Longest name of a solution; `<s>-delivery-<m>-deploy` has to fit the 64 characters of a role name. */
export const SOLUTION_NAME_LIMIT = 20;

/** Longest name of a module. */
export const MODULE_NAME_LIMIT = 24;

/** CodePipeline keeps a pipeline's artifacts under this many first characters of its name. */
export const ARTIFACT_PREFIX_LENGTH = 20;

export const DEFAULT_SOLUTION = 'connected-vehicle';

/** Tags on everything that belongs to a solution, and to a module of it. */
export const TAGS = { solution: 'insync:solution', module: 'insync:module', digest: 'insync:digest' } as const;

/** A name with hyphens as part of a logical id: `driver-safety` is `DriverSafety`, `poi-2` is `PoiX2` and not `Poi2`. */
export const pascalCase = (name: string) =>
  name.replace(/(?:^|-)([a-z])|-(\d)/g, (_, letter?: string, digit?: string) => letter ? letter.toUpperCase() : `X${digit}`);

// ------------------------------------------------------------------------------------------------- stacks
export const coreStackName = (solution: string) => `${solution}-core`;
export const modulesStackName = (solution: string) => `${solution}-modules`;
export const moduleStackName = (solution: string, module: string) => `${solution}-${module}`;
export const deliveryStackName = (solution: string, module: string) => `${solution}-delivery-${module}`;
export const registrationStackName = (solution: string, module: string) => `${solution}-registration-${module}`;
/** Names of stacks that begin as those of modules do, but belong to the solution itself. */
export const notOfModules = (solution: string) => [coreStackName(solution), modulesStackName(solution), deliveryStackName(solution, '*'), registrationStackName(solution, '*')];

// ---------------------------------------------------------------------------------------------- pipelines
/**
 * The pipeline of a module, or of `core` and `modules`: `dtc.connected-vehicle`. The module comes first because the first
 * 20 characters are the prefix of its artifacts; the dot, which no name contains, keeps `*.vehicle` from meaning another solution.
 */
export const pipelineName = (solution: string, of: string) => `${of}.${solution}`;
/** The modules, `core` and `modules` whose pipelines are among these. */
export const pipelinesOf = (solution: string, names: readonly string[]) =>
  names.filter(name => name.endsWith(pipelineName(solution, ''))).map(name => name.split('.')[0]);
export const artifactPrefix = (solution: string, of: string) => pipelineName(solution, of).slice(0, ARTIFACT_PREFIX_LENGTH);

// ---------------------------------------------------------------------------------- projects and functions
export const prepareProjectName = (solution: string) => `${solution}-core-prepare`;
export const applyProjectName = (solution: string) => `${solution}-core-apply`;
export const buildProjectName = (solution: string, module: string) => `${solution}-delivery-${module}`;
export const FUNCTIONS = ['gate', 'verify', 'ensure', 'announce'] as const;
export type FunctionId = typeof FUNCTIONS[number];
export const functionName = (solution: string, id: FunctionId) => `${solution}-core-${id}`;

// ------------------------------------------------------------------------------------- topic and log group
export const topicName = (solution: string) => `${solution}-core-notifications`;
export const logGroupName = (solution: string) => `/${solution}/core`;

// ------------------------------------------------------------------------------------------------ buckets
/** Where modules' assets lie. Named, because a module's synthesizer has to know it; `account` and `region` may be tokens. */
export const assetBucketName = (solution: string, account: string, region: string) => `${solution}-assets-${account}-${region}`;
/** The bundle that a definition is turned into, in the core's bucket. */
export const definitionKey = (digest: string) => `definitions/${digest}.zip`;

// -------------------------------------------------------------------------------------------------- roles
export const buildRoleName = (solution: string, module: string) => `${solution}-delivery-${module}-build`;
/** The boundary of every role that a module creates. */
export const boundaryName = (solution: string) => `${solution}-core-boundary`;
/** Roles of the core stack, and of the stack of the module-definition pipeline. */
export type CoreRole = 'pipeline' | 'prepare' | 'deploy' | 'functions' | 'start' | 'apply' | 'gate' | 'modules-pipeline' | 'module-pipelines' | 'deliver';
export const coreRoleName = (solution: string, role: CoreRole) => `${solution}-core-${role}`;
export const deployRoleName = (solution: string, module: string) => `${solution}-delivery-${module}-deploy`;

// --------------------------------------------------------------------------------------------- parameters
export const directoryPath = (solution: string, owner?: Owner) => `/${solution}/directory${owner ? `/${owner}` : ''}`;
export const entryPath = (solution: string, owner: Owner, module: string) => `${directoryPath(solution, owner)}/${module}`;
export const modulesPath = (solution: string) => `/${solution}/modules`;
export const modulePath = (solution: string, module: string) => `${modulesPath(solution)}/${module}`;
export const outputPath = (solution: string, module: string, output: string) => `${modulePath(solution, module)}/outputs/${output}`;
export const contractPath = (solution: string, module: string) => `${modulePath(solution, module)}/contract`;
export const requiresPath = (solution: string, module: string) => `${modulePath(solution, module)}/requires`;

/** What the core stack tells deliveries and the command line. */
export const CORE_VALUES = [
  'artifact-bucket', 'module-artifact-bucket', 'asset-bucket', 'key-arn', 'boundary-arn', 'connection-arn', 'topic-arn',
  'delivery-role-arn', 'module-pipeline-role-arn', 'modules-pipeline-role-arn', 'version',
] as const;
export type CoreValue = typeof CORE_VALUES[number];
/** What `connection-arn` says where the core has no connection, as a parameter cannot be empty. */
export const NO_CONNECTION = 'none';
export const corePath = (solution: string, value?: CoreValue) => `/${solution}/core${value ? `/${value}` : ''}`;

/** Holds the name of a core stack that was launched from a template. */
export const launchPath = (solution: string) => `${corePath(solution)}/launched-stack`;

/** A person's yes to many removals at once: holds the digest of the definition that it is meant for. */
export const removalApprovalPath = (solution: string) => `/${solution}/approvals/removal`;

/** Why the way to the deployment of a module is closed that is being removed. */
export const REMOVAL_REASON = 'the module is being removed';

// ------------------------------------------------------------------------------------------------- tokens
/** Why an execution was started, in the client request token of the call that starts it (letters, digits and hyphens only). */
export const announceToken = (module: string, output: string, digest: string) => `announce--${module}--${output}--${digest.slice(0, 16)}`;
export const ensureToken = (digest: string) => `ensure--${digest.slice(0, 16)}`;
