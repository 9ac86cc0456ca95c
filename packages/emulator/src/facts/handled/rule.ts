/** A permission of a handler that CloudFormation does not ask for with every resource of the type. */
export interface HandlerRule {
  /** Actions; `*` as in policies. */
  readonly permissions: readonly string[];
  /** The types that it is about; all, if absent. `*` as in policies. */
  readonly types?: readonly string[];
  /** The properties that it needs; with none set, it is not asked for. None at all: a stack never asks for it. */
  readonly properties: readonly string[];
  /** If setting a property is not enough: it is asked for only by an update that changes one, or that removes one. */
  readonly on?: 'change' | 'removal';
  /** Why it is not needed otherwise. */
  readonly because: string;
}
