/** Name of the solution. A constant of its own, like the next ones, because functions have to stay small. */
export const SOLUTION_VARIABLE = 'INSYNC_SOLUTION';
export const CORE_VARIABLE = 'INSYNC_CORE_MODULES';
export const HELD_BACK_VARIABLE = 'INSYNC_HELD_BACK';
export const DIRECTORY_DIGEST_VARIABLE = 'INSYNC_DIRECTORY_DIGEST';

/** Environment variables that templates set, and that builds and functions read. */
export const ENVIRONMENT = {
  /** Name of the solution. Every build and every function. */
  solution: SOLUTION_VARIABLE,
  /** Names of the core modules, separated by commas. Every function. */
  core: CORE_VARIABLE,
  /** Name of the module that is built. Module builds. */
  module: 'INSYNC_MODULE',
  /** JSON object: values of parameters of the module's template. Module builds. */
  parameters: 'INSYNC_PARAMETERS',
  /** The version of cv-insync that the core has; from the parameter store, so that another one changes no delivery. Module builds. */
  version: 'INSYNC_CORE_VERSION',
  /** Digest of these values; only there to restart a pipeline whose parameters changed. Module builds. */
  parametersDigest: 'INSYNC_PARAMETERS_DIGEST',
  /** Digest of the entries listed in code, which restarts the core pipeline when the list changed; of a launched core, also the paths of the chosen entries. Prepare. */
  entriesDigest: 'INSYNC_ENTRIES_DIGEST',
  /** There if the core's stack was launched from a template: what the repository says of that stack does not count. Prepare. */
  launched: 'INSYNC_LAUNCHED',
  /** Exported by Prepare and by Apply: JSON `[{ "module", "reason" }]`. */
  heldBack: HELD_BACK_VARIABLE,
  /** Exported by Prepare: digest of the directory that it read, which the daily check compares with the directory. */
  directoryDigest: DIRECTORY_DIGEST_VARIABLE,
} as const;

/**
 * Files, relative to a build's working directory, that hold the values of exported variables: the command line writes
 * them, the build's commands read them into the environment (`export INSYNC_HELD_BACK="$(cat .insync/held-back.json)"`).
 */
export const EXPORTED = {
  INSYNC_HELD_BACK: '.insync/held-back.json',
  INSYNC_DIRECTORY_DIGEST: '.insync/directory-digest',
} as const;

/** A build specification that a module brings along, which then takes the place of installing, testing and synthesizing. */
export const OWN_BUILD_SPEC = 'buildspec.build.yaml';

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

/** What Apply tells Verify. */
export interface AppliedChanges {
  /** Modules whose delivery was created or updated. */
  readonly changed: readonly string[];
  readonly removed: readonly string[];
  /** Modules that this run left alone and that were in trouble before. */
  readonly troubled: readonly string[];
}
