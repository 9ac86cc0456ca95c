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

/** A push of a branch or a tag to a hosted repository. */
export interface Push {
  /** `owner/name` */
  readonly repository: string;
  /** Absent if a tag was pushed. */
  readonly branch?: string;
  readonly tag?: string;
  readonly commit: string;
  /** Paths of the changed files. */
  readonly files: readonly string[];
  readonly isNewBranch?: boolean;
}

/** Connections, and the hosted repositories: bare git repositories by full name. */
export interface ConnectionState {
  readonly connections: Record<string, Connection>;
  readonly repositories: Record<string, string>;
  readonly signals: EventEmitter<{ push: [Push] }>;
}

export const connectionStateOf = perAccount<ConnectionState>(() => ({ connections: {}, repositories: {}, signals: new EventEmitter() }));
