/** The sections of a template that conditions refer to. */
export interface Sections {
  readonly Conditions?: any;
  readonly Mappings?: any;
}

/**
 * Whether a condition of a template is met. Throws if it contains a function that is not known here, or depends on a value that is not.
 *
 * @param valueOf the value of a parameter or a pseudo parameter, if it is known
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/intrinsic-function-reference-conditions.html
 */
export function isMet({ Conditions, Mappings }: Sections, valueOf: (name: string) => unknown, condition: unknown): boolean {
  const of = (value: any): any => {
    if (typeof value !== 'object') return `${value}`;
    const [[name, argument]] = Object.entries<any>(value);
    const [a, b, c] = [argument].flat();
    const result = ({
      'Ref': () => valueOf(a),
      'Condition': () => Conditions[a] && of(Conditions[a]),
      'Fn::Equals': () => `${of(a)}` === `${of(b)}`,
      'Fn::Not': () => !of(a),
      'Fn::And': () => argument.every(of),
      'Fn::Or': () => argument.some(of),
      'Fn::FindInMap': () => Mappings[of(a)][of(b)][of(c)],
    } as Record<string, () => unknown>)[name]();
    if (result === undefined) throw name;
    return result;
  };
  return of({ Condition: condition });
}
