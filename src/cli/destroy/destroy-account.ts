import type { InventoryAccount } from './inventory';
import type { Automation } from '../aws/automation';
import type { Buckets } from '../aws/buckets';
import type { Roles } from '../aws/iam-roles';

/** The part of the account that `destroy` uses. */
export interface DestroyAccount extends InventoryAccount {
  readonly pipelines: Automation;
  readonly buckets: Buckets;
  readonly roles: Roles;
}

export type Log = (line: string) => void;
