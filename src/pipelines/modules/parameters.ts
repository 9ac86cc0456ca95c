import { corePath, CoreValue, definitionKey } from '../../registry/names';

/** Where the template of `<solution>-modules` lies, below the package's `assets` folder. */
export const MODULES_TEMPLATE_FILE = 'templates/modules.template.json';

/** Parameters that CloudFormation resolves from what the core stack wrote. */
export const MODULES_CORE_VALUES = {
  ArtifactBucket: 'artifact-bucket',
  KeyArn: 'key-arn',
  PipelineRoleArn: 'modules-pipeline-role-arn',
} as const satisfies Record<string, CoreValue>;

/** Parameters that it has besides. */
export const MODULES_VALUES = ['Solution', 'DefinitionKey'] as const;

/** All parameters of the stack `<solution>-modules`, for a definition of this digest. */
export function modulesParameters(solution: string, digest: string): Record<string, string> {
  return {
    Solution: solution,
    DefinitionKey: definitionKey(digest),
    ...Object.fromEntries(Object.entries(MODULES_CORE_VALUES).map(([parameter, value]) => [parameter, corePath(solution, value)])),
  };
}
