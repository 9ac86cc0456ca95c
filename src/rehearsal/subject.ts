import type { RepositorySource } from '@cv-insync/emulator';

/** The solution that is rehearsed, and the repositories that it is made from. */
export interface Subject {
  readonly solution: string;
  readonly core: RepositorySource;
  /** All repositories, the core's among them. */
  readonly repositories: readonly RepositorySource[];
}
