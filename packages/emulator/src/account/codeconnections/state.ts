import { EventEmitter } from 'events';
import { perAccount } from '../per-account';

export interface Connection {
  readonly ConnectionArn: string;
  readonly ConnectionName: string;
  readonly ProviderType: string;
  readonly OwnerAccountId: string;
  readonly ConnectionStatus: 'AVAILABLE';
  Tags: { Key: string; Value: string }[];
}

/** A push as the host of the repositories sees it: of a branch, or of a tag. */
export interface Push {
  /** `owner/name` */
  readonly repository: string;
  /** Absent if a tag was pushed. */
  readonly branch?: string;
  readonly tag?: string;
  readonly commit: string;
  /** Paths that the push changed. */
  readonly files: readonly string[];
  readonly isNewBranch?: boolean;
}

/** Connections, and the repositories that they reach: full name to bare git repository. */
export interface ConnectionState {
  readonly connections: Record<string, Connection>;
  readonly repositories: Record<string, string>;
  readonly signals: EventEmitter<{ push: [Push] }>;
}

export const connectionStateOf = perAccount<ConnectionState>(() => ({ connections: {}, repositories: {}, signals: new EventEmitter() }));
