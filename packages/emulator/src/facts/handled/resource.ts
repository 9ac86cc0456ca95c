/** A resource of a stack, as CloudFormation creates, reads, changes or deletes it. */
export interface HandledResource {
  readonly type: string;
  /** Its physical id. Before it is created: the id that it will get. */
  readonly id: string;
  /** Resolved: without intrinsic functions. */
  readonly properties: Readonly<Record<string, any>>;
  /** The properties before an update. */
  readonly previous?: Readonly<Record<string, any>>;
  /** Whether it carries tags, of its own or the stack's. */
  readonly tagged?: boolean;
}

export interface Place {
  readonly partition: string;
  readonly region: string;
  readonly account: string;
}

/** All texts in a value that match, wherever they are. */
export function textsIn(value: unknown, pattern: RegExp): string[] {
  if (typeof value === 'string') return pattern.test(value) ? [value] : [];
  return typeof value === 'object' && value !== null ? [...new Set(Object.values(value).flatMap(member => textsIn(member, pattern)))] : [];
}

/** Whether a property (`a.b` for a member, in lists for any element) is set. */
export function isSet(value: any, [first, ...rest]: readonly string[]): boolean {
  if (Array.isArray(value)) return value.some(element => isSet(element, [first, ...rest]));
  const member = value?.[first];
  return member !== undefined && member !== null && (rest.length === 0 || isSet(member, rest));
}
