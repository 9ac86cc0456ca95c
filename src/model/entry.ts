/** Where a module's code lies. `kind` decides which delivery template delivers it. */
export type EntrySource = ConnectionSource | S3Source;

/** A branch of a repository (or a folder of it), read through a connection: GitHub, GitLab, Bitbucket. */
export interface ConnectionSource {
  readonly kind: 'github' | 'gitlab' | 'bitbucket';
  /** `owner/name`, as the host spells it. */
  readonly repository: string;
  readonly branch: string;
  /** The folder that holds the module, and whose changes alone start its pipeline; without it, the whole repository. */
  readonly folder?: string;
  /** Without it, the connection of the core. */
  readonly connectionArn?: string;
}

/** A zip file in a versioned bucket, published by the module's author. */
export interface S3Source {
  readonly kind: 's3';
  readonly bucket: string;
  readonly key: string;
}

/** What a module's resources need beyond what every module may do; one IAM statement. */
export interface Permissions {
  readonly actions: readonly string[];
  readonly resources: readonly string[];
}

/** One wanted module: the value of a parameter under `/<solution>/directory/<owner>/<name>`. */
export interface Entry {
  readonly schema: 1;
  readonly name: string;
  readonly source: EntrySource;
  /** Values of parameters of the module's template. */
  readonly parameters?: Readonly<Record<string, string>>;
  readonly permissions?: Permissions;
  /** Whether a person approves each change of the module's stack. */
  readonly approval?: boolean;
}

/** An operator's word that a module is not wanted, whoever else lists it. */
export interface Removal {
  readonly schema: 1;
  readonly name: string;
  readonly removed: true;
}

export const ENTRY_SCHEMA = 1;
/** A standard parameter's limit, in bytes. */
export const ENTRY_SIZE_LIMIT = 4096;
