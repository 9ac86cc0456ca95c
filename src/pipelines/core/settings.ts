import { Entry, EntrySource } from '../../model/entry';
import { Requirement } from '../../model/requirement';
import { SolutionTags } from '../../model/tags';

/** A core module, as the core pipeline sees it. Its requirements are known only once the whole app is constructed. */
export interface CoreModule {
  readonly name: string;
  requirements(): readonly Requirement[];
}

/** The validated input of the core stack, as plain data. */
export interface CoreSettings {
  readonly solution: string;
  readonly source: EntrySource;
  readonly core: readonly CoreModule[];
  /** The modules that the core's code lists. `Prepare` reads them from the code: of the stack, only the trigger of the pipeline depends on them, and on those in folders alone. */
  readonly entries: readonly Entry[];
  /** Tags of all stacks of the solution. */
  readonly tags?: SolutionTags;
  readonly logRetentionInDays: number;
  /** @default true */
  readonly checkMissedPushes?: boolean;
  /**
   * The modules to choose from and the choices, if the stack was launched from a template. A change restarts the pipeline.
   *
   * @default - none: an app defines the stack
   */
  readonly choices?: string;
}

/** Prefix of the core pipeline's artifacts. It is the same for all solutions, because each has its own bucket. */
export const CORE_ARTIFACTS = 'core.';

/** Logical ids of the core stack that its texts refer to. */
export const ARTIFACT_BUCKET = '${ArtifactBucket}';
export const MODULE_ARTIFACT_BUCKET = '${ModuleArtifactBucket}';
export const ASSET_BUCKET = '${AssetBucket}';
export const KEY_ARN = '${Key.Arn}';
export const TOPIC_ARN = '${Topic}';
