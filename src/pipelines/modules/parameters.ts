import { artifactPrefix, corePath, CoreValue, definitionKey } from '../../model/names';

/** Path of the template of `<solution>-modules` in the package's `assets` folder. */
export const MODULES_TEMPLATE_FILE = 'templates/modules.template.json';

/** Parameters that CloudFormation resolves from what the core stack wrote. */
export const MODULES_CORE_VALUES = {
  ArtifactBucket: 'artifact-bucket',
  ModuleArtifactBucket: 'module-artifact-bucket',
  KeyArn: 'key-arn',
  TopicArn: 'topic-arn',
} as const satisfies Record<string, CoreValue>;

/** Its other parameters. */
export const MODULES_VALUES = ['Solution', 'CoreModules', 'CoreHost', 'ArtifactPrefix', 'DefinitionKey'] as const;

/** These parameters, as the template's texts refer to them. */
export const SOLUTION = '${Solution}';
export const CORE_MODULES = '${CoreModules}';
export const ARTIFACT_PREFIX = '${ArtifactPrefix}/';
/** Prefix of the keys of definitions. */
export const DEFINITIONS = definitionKey('').replace('.zip', '');

/** All parameters of the stack `<solution>-modules`, for the digest of a definition, the names of core modules, and the host of the core's repository. */
export function modulesParameters(solution: string, digest: string, coreModules: readonly string[], coreHost = ''): Record<string, string> {
  return {
    Solution: solution,
    CoreModules: [...coreModules].sort().join(','),
    CoreHost: coreHost,
    ArtifactPrefix: artifactPrefix(solution, 'modules'),
    DefinitionKey: definitionKey(digest),
    ...Object.fromEntries(Object.entries(MODULES_CORE_VALUES).map(([parameter, value]) => [parameter, corePath(solution, value)])),
  };
}
