/** Environment variables that templates set, and that builds and functions read. */
export const ENVIRONMENT = {
  /** Name of the solution. Every build and every function. */
  solution: 'INSYNC_SOLUTION',
  /** Names of the core modules, separated by commas. Every function. */
  core: 'INSYNC_CORE_MODULES',
  /** Name of the module that is built. Module builds. */
  module: 'INSYNC_MODULE',
  /** JSON object: values of parameters of the module's template. Module builds. */
  parameters: 'INSYNC_PARAMETERS',
  /** Digest of these values; only there to restart a pipeline whose parameters changed. Module builds. */
  parametersDigest: 'INSYNC_PARAMETERS_DIGEST',
  /** Digest of the entries listed in code; only there to restart the core pipeline when the list changed. Prepare. */
  entriesDigest: 'INSYNC_ENTRIES_DIGEST',
  /** Exported by Prepare and by Apply: JSON `[{ "module", "reason" }]`. */
  heldBack: 'INSYNC_HELD_BACK',
  /** Exported by Prepare: digest of the directory that it read, which the daily check compares with the directory. */
  directoryDigest: 'INSYNC_DIRECTORY_DIGEST',
} as const;

/**
 * Files, relative to a build's working directory, that hold the values of exported variables: the command line writes
 * them, the build's commands read them into the environment (`export INSYNC_HELD_BACK="$(cat .insync/held-back.json)"`).
 */
export const EXPORTED = {
  [ENVIRONMENT.heldBack]: '.insync/held-back.json',
  [ENVIRONMENT.directoryDigest]: '.insync/directory-digest',
} as const;

/** Folders and files, relative to a build's working directory, that become its artifact. */
export const BUILD_OUTPUT = {
  prepared: '.insync/prepared',
  packaged: '.insync/package',
  applied: 'changed.json',
} as const;

/** UserParameters (JSON) of the Lambda actions: the gate's module; the modules that were just deployed. Verify and Ensure have none. */
export interface GateParameters {
  readonly module: string;
}
export interface AnnounceParameters {
  readonly producers: readonly string[];
}
