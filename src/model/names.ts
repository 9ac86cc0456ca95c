import type { EntryOwner } from './owner';

/**
 * The names of one solution: stacks, pipelines, parameters. They are in one file because permissions are limited by them, and because
 * templates, functions, builds and the command line find each other's resources through them.
 */

/** Names that a module cannot have, because stacks and pipelines of the solution itself use them. */
export const RESERVED_NAMES = ['core', 'modules', 'delivery', 'registration', 'assets'] as const;

/** Names that are valid in a stack name, in a parameter path and in a role name. */
export const NAME_PATTERN = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;

/** Names of outputs: valid in a parameter path, in a logical id and in a client request token. */
export const OUTPUT_PATTERN = /^[A-Za-z][A-Za-z0-9]{0,63}$/;

/** Maximum length of a solution's name: `<s>-delivery-<m>-deploy` has to fit into the 64 characters of a role name. */
export const SOLUTION_NAME_LIMIT = 20;

/** Maximum length of a module's name. */
export const MODULE_NAME_LIMIT = 24;

/** CodePipeline stores a pipeline's artifacts under a prefix of this many characters of its name. */
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
/** Names of the solution's own stacks, which match the pattern of module stacks as well. */
export const ownStackNames = (solution: string) => [coreStackName(solution), modulesStackName(solution), deliveryStackName(solution, '*'), registrationStackName(solution, '*')];

// ---------------------------------------------------------------------------------------------- pipelines
/**
 * The pipeline of a module, or of `core` or `modules`: `dtc.connected-vehicle`. The module comes first because the first
 * 20 characters are the prefix of its artifacts. Names contain no dot, so `*.vehicle` cannot match another solution's pipelines.
 */
export const pipelineName = (solution: string, of: string) => `${of}.${solution}`;
/** The modules, `core` and `modules`, as far as their pipelines are in the list. */
export const pipelinesOf = (solution: string, names: readonly string[]) =>
  names.filter(name => name.endsWith(pipelineName(solution, ''))).map(name => name.split('.')[0]);
export const artifactPrefix = (solution: string, of: string) => pipelineName(solution, of).slice(0, ARTIFACT_PREFIX_LENGTH);

// ---------------------------------------------------------------------------------- projects and functions
export const prepareProjectName = (solution: string) => `${solution}-core-prepare`;
export const applyProjectName = (solution: string) => `${solution}-core-apply`;
export const buildProjectName = (solution: string, module: string) => `${solution}-delivery-${module}`;
export const FUNCTIONS = ['inspect', 'gate', 'verify', 'ensure', 'announce'] as const;
export type FunctionId = typeof FUNCTIONS[number];
export const functionName = (solution: string, id: FunctionId) => `${solution}-core-${id}`;

// ------------------------------------------------------------------------------------- topic and log group
export const topicName = (solution: string) => `${solution}-core-notifications`;
export const logGroupName = (solution: string) => `/${solution}/core`;

// ------------------------------------------------------------------------------------------------ buckets
/** The bucket of the modules' assets. It has a fixed name because module synthesizers have to know it; `account` and `region` may be tokens. */
export const assetBucketName = (solution: string, account: string, region: string) => `${solution}-assets-${account}-${region}`;
/** Key of a definition's bundle in the core's bucket. */
export const definitionKey = (digest: string) => `definitions/${digest}.zip`;

// -------------------------------------------------------------------------------------------------- roles
export const buildRoleName = (solution: string, module: string) => `${solution}-delivery-${module}-build`;
/** The permissions boundary of every role that a core module creates. */
export const boundaryName = (solution: string) => `${solution}-core-boundary`;
/** The permissions boundary of every role that another module creates. */
export const moduleBoundaryName = (solution: string, module: string) => `${deliveryStackName(solution, module)}-boundary`;
/** The permissions boundary of the roles of all deliveries. Its name is the core's, as the role that deploys deliveries may not change it. */
export const deliveryBoundaryName = (solution: string) => `${solution}-core-delivery-boundary`;
/** Roles of the core stack, and of the stack of the module-definition pipeline. */
export type CoreRole = 'pipeline' | 'prepare' | 'deploy' | 'functions' | 'start' | 'apply' | 'inspect' | 'gate' | 'modules-pipeline' | 'module-pipelines' | 'deliver';
export const coreRoleName = (solution: string, role: CoreRole) => `${solution}-core-${role}`;
export const deployRoleName = (solution: string, module: string) => `${solution}-delivery-${module}-deploy`;

// --------------------------------------------------------------------------------------------- parameters
export const directoryPath = (solution: string, owner?: EntryOwner) => `/${solution}/directory${owner ? `/${owner}` : ''}`;
export const entryPath = (solution: string, owner: EntryOwner | 'listed', module: string) => `/${solution}/directory/${owner}/${module}`;
/** The list of modules in the core's code: its head, or a piece of it by its id. */
export const listPath = (solution: string, part: string) => entryPath(solution, 'listed', part);
export const LIST_HEAD = 'head';
export const modulesPath = (solution: string) => `/${solution}/modules`;
export const modulePath = (solution: string, module: string) => `${modulesPath(solution)}/${module}`;
export const outputsPath = (solution: string, module: string) => `${modulePath(solution, module)}/outputs`;
export const outputPath = (solution: string, module: string, output: string) => `${modulePath(solution, module)}/outputs/${output}`;
export const contractPath = (solution: string, module: string) => `${modulePath(solution, module)}/contract`;
/** What the gate saw of the version that reached it last. No role of a module may write it. */
export const gatedPath = (solution: string, module: string) => `${modulePath(solution, module)}/gated`;
/** What was last delivered. No role of a module may write it. */
export const deliveredPath = (solution: string, module: string) => `${modulePath(solution, module)}/delivered`;

/** Values that the core stack publishes to deliveries and the command line. */
export const CORE_VALUES = [
  'artifact-bucket', 'module-artifact-bucket', 'asset-bucket', 'key-arn', 'connection-arn', 'topic-arn',
  'delivery-role-arn', 'module-pipeline-role-arn', 'modules-pipeline-role-arn', 'version', 'missed-pushes',
] as const;
export type CoreValue = typeof CORE_VALUES[number];
/** Value of `connection-arn` if the core has no connection: a parameter cannot be empty. */
export const NO_CONNECTION = 'none';
export const corePath = (solution: string, value?: CoreValue) => `/${solution}/core${value ? `/${value}` : ''}`;

/** The parameter with the name of the core stack, if that was launched from a template. */
export const launchPath = (solution: string) => `${corePath(solution)}/launched-stack`;
/** The entries of the modules that it lets choose from, a line each, in parameters below this path. */
export const launchedModulesPath = (solution: string, part?: number) => `${corePath(solution)}/launched-modules${part ? `/${part}` : ''}`;

/** The approval of many removals at once: holds the digest of the definition that is approved. */
export const removalApprovalPath = (solution: string) => `/${solution}/approvals/removal`;

/** Reason with which the transition into the stage Deploy is disabled while a module is removed. */
export const REMOVAL_REASON = 'the module is being removed';

// ------------------------------------------------------------------------------------------------- tokens
/** Client request tokens, which say why an execution was started. Letters, digits and hyphens only. */
export const announceToken = (module: string, output: string, digest: string) => `announce--${module}--${output}--${digest.slice(0, 16)}`;
export const ensureToken = (digest: string) => `ensure--${digest.slice(0, 16)}`;
