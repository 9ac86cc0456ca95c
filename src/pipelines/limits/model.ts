/** What a text may be. */
export interface TextLimit {
  readonly max: number;
  /** Regular expression for the whole text. */
  readonly pattern?: string;
}

const NAME = '[A-Za-z0-9.@\\-_]+';

/**
 * What CodePipeline takes as texts: the shapes of its API, as AWS's SDKs have them.
 *
 * @see https://github.com/boto/botocore/blob/develop/botocore/data/codepipeline/2015-07-09/service-2.json.gz
 */
export const TEXTS = {
  PipelineName: { max: 100, pattern: NAME },
  StageName: { max: 100, pattern: NAME },
  ActionName: { max: 100, pattern: NAME },
  ActionNamespace: { max: 100, pattern: '[A-Za-z0-9@\\-_]+' },
  ActionConfigurationKey: { max: 50 },
  ActionConfigurationValue: { max: 1000 },
  ArtifactName: { max: 100, pattern: '[a-zA-Z0-9_\\-]+' },
  GitBranchNamePattern: { max: 255 },
  GitFilePathPattern: { max: 255 },
  TagKey: { max: 128 },
  TagValue: { max: 256 },
} as const satisfies Record<string, TextLimit>;

/** How many of something, from the same shapes. */
export const COUNTS = {
  GitPushFilterList: { min: 1, max: 3 },
  GitBranchPatternList: { min: 1, max: 8 },
  GitFilePathPatternList: { min: 1, max: 8 },
  ActionRunOrder: { min: 1, max: 999 },
  /** @see https://docs.aws.amazon.com/codepipeline/latest/userguide/limits.html */
  stages: { min: 2, max: 50 },
  actionsOfStage: { min: 1, max: 100 },
  actions: { min: 1, max: 1000 },
} as const;
