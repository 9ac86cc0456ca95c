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

/** A push to a hosted repository. */
export interface Push {
  /** `owner/name` */
  readonly repository: string;
  readonly branch: string;
  readonly commit: string;
  /** Paths of the changed files. */
  readonly files: readonly string[];
}

/** Connections, and the hosted repositories: bare git repositories by full name. */
export interface ConnectionState {
  readonly connections: Record<string, Connection>;
  readonly repositories: Record<string, string>;
  readonly signals: EventEmitter<{ push: [Push] }>;
}

export const connectionStateOf = perAccount<ConnectionState>(() => ({ connections: {}, repositories: {}, signals: new EventEmitter() }));
