import { Entry, EntrySource } from '../../model/entry';
import { Requirement } from '../../model/requirement';

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
  readonly entries: readonly Entry[];
  /** Changes with the entries, and then restarts the pipeline. */
  readonly entriesDigest: string;
  /** Values of `${...}` in it that are neither parameters nor resources. */
  readonly entriesVariables?: Readonly<Record<string, string>>;
  readonly logRetentionInDays: number;
  /** @default true */
  readonly checkMissedPushes?: boolean;
  /**
   * The modules to choose from, if the stack was launched from a template and is not defined by the app in the core's repository.
   *
   * @default - none: the app defines the stack
   */
  readonly launched?: readonly string[];
}

/** Prefix of the core pipeline's artifacts. It is the same for all solutions, because each has its own bucket. */
export const CORE_ARTIFACTS = 'core.';

/** Logical ids of the core stack that its texts refer to. */
export const ARTIFACT_BUCKET = '${ArtifactBucket}';
export const MODULE_ARTIFACT_BUCKET = '${ModuleArtifactBucket}';
export const ASSET_BUCKET = '${AssetBucket}';
export const KEY_ARN = '${Key.Arn}';
export const TOPIC_ARN = '${Topic}';
