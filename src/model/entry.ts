/** Where a module's code is. `kind` selects the delivery template. */
export type EntrySource = ConnectionSource | S3Source;

/** Hosts of repositories. */
export const REPOSITORY_KINDS = ['github', 'gitlab', 'bitbucket'] as const;
export type RepositoryKind = typeof REPOSITORY_KINDS[number];

/** A branch of a repository (or a folder of it), read through a connection: GitHub, GitLab, Bitbucket. */
export interface ConnectionSource {
  readonly kind: RepositoryKind;
  /** `owner/name`, as the host spells it. */
  readonly repository: string;
  readonly branch: string;
  /** The folder that holds the module. Only changes in it start the module's pipeline. By default, the whole repository. */
  readonly folder?: string;
  /** By default, the connection of the core. */
  readonly connectionArn?: string;
}

/** A zip file in a versioned bucket, published by the module's author. */
export interface S3Source {
  readonly kind: 's3';
  readonly bucket: string;
  readonly key: string;
}

/** A statement of what a module needs in addition to what every module may do. */
export interface PermittedStatement {
  readonly actions: readonly string[];
  readonly resources: readonly string[];
}

/** What an operator, or the core's code, can allow a module in addition to its permissions. */
export const ALLOWANCES = ['foreign-principals', 'retain'] as const;
export type Allowance = typeof ALLOWANCES[number];
export const SELF_ALLOWANCE = 'a module cannot set this for itself; leave it out, and ask an operator (cv-insync add <module> --allow ...) or the owner of the core';

export type Permissions = readonly PermittedStatement[];

/** A module of the directory: the value of the parameter `/<solution>/directory/<owner>/<name>`, or a line of the list in the core's code. */
export interface Entry {
  readonly schema: 1;
  readonly name: string;
  readonly source: EntrySource;
  /** Values for the parameters of the module's template. */
  readonly parameters?: Readonly<Record<string, string>>;
  readonly permissions?: Permissions;
  /** What its template may have beside what every module's may. Never in an entry with which a module registers itself. */
  readonly allows?: readonly Allowance[];
  /** Whether each change of the module's stack needs a manual approval. */
  readonly approval?: boolean;
}

/** An operator's removal of a module. It overrides the entries of all other owners. */
export interface Removal {
  readonly schema: 1;
  readonly name: string;
  readonly removed: true;
  /** Whether it is removed although other modules require it. */
  readonly force?: true;
}

export const ENTRY_SCHEMA = 1;
/** How many statements a module's permissions may have: each is a pair of parameters of its delivery. */
export const STATEMENTS_LIMIT = 5;
/** Size limit of a standard parameter, in bytes. */
export const ENTRY_SIZE_LIMIT = 4096;
