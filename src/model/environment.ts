/** Name of the solution. A constant of its own, like the next ones, so that bundled functions stay small. */
export const SOLUTION_VARIABLE = 'INSYNC_SOLUTION';
export const CORE_VARIABLE = 'INSYNC_CORE_MODULES';
export const HELD_BACK_VARIABLE = 'INSYNC_HELD_BACK';
export const DIRECTORY_DIGEST_VARIABLE = 'INSYNC_DIRECTORY_DIGEST';

/** What `INSYNC_CHOICES` says of a module that was chosen. */
export const CHOSEN = 'yes';

/** Environment variables that templates set and that builds and functions read. The end of each comment says which of them. */
export const ENVIRONMENT = {
  /** Name of the solution. Every build and every function. */
  solution: SOLUTION_VARIABLE,
  /** Names of the core modules, separated by commas. Every function. */
  core: CORE_VARIABLE,
  /** Name of the module that is built. Module builds. */
  module: 'INSYNC_MODULE',
  /** JSON object: values for the parameters of the module's template. Module builds. */
  parameters: 'INSYNC_PARAMETERS',
  /** JSON object: tags of the module's stack. Module builds. */
  tags: 'INSYNC_TAGS',
  /** The core's version of cv-insync, from the parameter store, so that a new version does not change the deliveries. Module builds. */
  version: 'INSYNC_CORE_VERSION',
  /** Digest of these values, of the entry's permissions and of the tags. Its only purpose is to restart a pipeline when they change. Module builds. */
  parametersDigest: 'INSYNC_PARAMETERS_DIGEST',
  /** Set if the stack of the core lists modules in its code, which is then expected in the core's repository. Prepare. */
  listsModules: 'INSYNC_LISTS_MODULES',
  /**
   * Set if the core's stack was launched from a template: the repository's definition of that stack is then ignored. The digest of the modules to
   * choose from, and for each of them whether it was chosen. A change restarts the core pipeline. Prepare.
   */
  choices: 'INSYNC_CHOICES',
  /** Exported by Prepare and Apply: JSON `[{ "module", "reason" }]`. */
  heldBack: HELD_BACK_VARIABLE,
  /** Exported by Prepare: digest of the directory as Prepare read and wrote it. The daily check compares it with the current directory. */
  directoryDigest: DIRECTORY_DIGEST_VARIABLE,
} as const;

/**
 * Files, relative to a build's working directory, that hold the values of exported variables. The command line writes them, and the
 * build's commands read them into the environment (`export INSYNC_HELD_BACK="$(cat .insync/held-back.json)"`).
 */
export const EXPORTED = {
  INSYNC_HELD_BACK: '.insync/held-back.json',
  INSYNC_DIRECTORY_DIGEST: '.insync/directory-digest',
} as const;

/** A module's own build specification, which replaces the default commands that install, test and synthesize. */
export const OWN_BUILD_SPEC = 'buildspec.build.yaml';

/** Folders and files, relative to a build's working directory, that become its output artifact. */
export const BUILD_OUTPUT = {
  prepared: '.insync/prepared',
  packaged: '.insync/package',
  applied: 'changed.json',
} as const;

/** What the hourly schedule sends to the function Ensure. */
export interface HourlyEvent {
  readonly hourly: true;
}

/** UserParameters (JSON) of the Lambda actions: the module, for Gate; the modules that were just deployed, for Announce. Verify and Ensure have none. */
export interface GateParameters {
  readonly module: string;
}
export interface InspectParameters extends GateParameters {
  /** Whether a person approves each change: `true` or `false`. */
  readonly approval: string;
  /** What the module's entry allows, separated by commas. */
  readonly allows: string;
}
export interface AnnounceParameters {
  /** @default - the core modules, whose names are too long for a value of an action */
  readonly producers?: readonly string[];
  /** What was just delivered of the only producer, if that is not a core module. */
  readonly delivered?: { readonly revision: string; readonly execution: string };
}

/** What Apply changed. Verify reads it from Apply's artifact. */
export interface AppliedChanges {
  /** Modules whose delivery was created or updated. */
  readonly changed: readonly string[];
  readonly removed: readonly string[];
  /** Modules that this run did not change and whose delivery had failed before. */
  readonly troubled: readonly string[];
}
