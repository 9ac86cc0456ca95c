import type { RehearsalContext } from '../context';
import type { Subject } from '../subject';

export interface Expectation {
  /** Pipelines of which an execution fails: by name, or by what they are of. */
  readonly failed: readonly string[];
}

/** A step that no script can ask for, of a rehearsal that is made in code. */
export interface Act {
  readonly kind: 'act';
  /** As the report calls it. */
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

/** What a rehearsal does, one step after the other. */
export interface Script extends Subject {
  readonly steps: readonly Step[];
}
