import type { RehearsalContext } from '../context';
import type { Subject } from '../subject';

export interface Expectation {
  /** Pipelines that are expected to fail, by their name or by the module's. */
  readonly failed: readonly string[];
}

/** A step of a rehearsal that is defined in code; scripts have none. */
export interface Act {
  readonly kind: 'act';
  /** Its name in the report. */
  readonly name: string;
  readonly title: string;
  readonly act: (context: RehearsalContext) => Promise<void>;
}

export type Step = { readonly expect: Expectation } & (
  | { readonly kind: 'setup'; readonly repository?: string }
  | { readonly kind: 'register'; readonly repository: string }
  | { readonly kind: 'daily' | 'wait' }
  | { readonly kind: 'commit'; readonly repository: string; readonly message: string; readonly run?: string }
  | { readonly kind: 'invoke'; readonly command: string }
  | Act);

/** The steps of a rehearsal, in order. */
export interface Script extends Subject {
  readonly steps: readonly Step[];
}
