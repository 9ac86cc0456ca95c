import { EventEmitter } from 'events';
import type { Account } from '../account';

export interface Connection {
  readonly ConnectionArn: string;
  readonly ConnectionName: string;
  readonly ProviderType: string;
  readonly OwnerAccountId: string;
  readonly ConnectionStatus: 'AVAILABLE';
  Tags: { Key: string; Value: string }[];
}

/** A push as the host of the repositories sees it. */
export interface Push {
  /** `owner/name` */
  readonly repository: string;
  readonly branch: string;
  readonly commit: string;
  /** Paths that the push changed. */
  readonly files: readonly string[];
}

/** Connections, and the repositories that they reach: full name to bare git repository. */
export interface ConnectionState {
  readonly connections: Record<string, Connection>;
  readonly repositories: Record<string, string>;
  readonly signals: EventEmitter<{ push: [Push] }>;
}

const states = new WeakMap<Account, ConnectionState>();

export function connectionStateOf(account: Account): ConnectionState {
  const known = states.get(account);
  if (known) return known;
  const state: ConnectionState = { connections: {}, repositories: {}, signals: new EventEmitter() };
  states.set(account, state);
  return state;
}
