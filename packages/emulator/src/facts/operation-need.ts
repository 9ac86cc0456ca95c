/** An IAM action that an operation asks for. */
export interface OperationNeed {
  readonly action: string;
  /** The member of the request (`a.b` in a member, `a[].b` in each of a list) with which it is needed; always, if there is none. */
  readonly when?: string;
  /** The member of the request with which it is not needed. */
  readonly unless?: string;
  /** The service that a role is passed to, for `iam:PassRole`: the role is what `when` names. */
  readonly passedTo?: string;
  /** Another resource than the one that the request names: the object that is copied. */
  readonly on?: 'source';
}
