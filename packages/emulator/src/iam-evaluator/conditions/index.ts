import type { ContextKeys } from '../context';
import { listOf, type Statement } from '../model';
import { OPERATORS } from './operators';

const NAME = /^(?:(ForAllValues|ForAnyValue):)?(\w+?)(IfExists)?$/i;

/** Whether all conditions of a statement hold. `variables` is absent in policies of a version without variables. */
export function conditionsHold({ Condition }: Statement, context: ContextKeys, variables: ContextKeys | undefined): boolean {
  return Object.entries(Condition ?? {}).every(([name, keys]) =>
    Object.entries(keys).every(([key, values]) => holds(name, key, listOf(values).map(String), context, variables)));
}

/**
 * One condition. What holds without the key, and with several values of it:
 * {@link https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html}.
 */
function holds(name: string, key: string, expected: readonly string[], context: ContextKeys, variables: ContextKeys | undefined): boolean {
  const [, quantifier = '', base = '', ifExists] = NAME.exec(name) ?? [];
  const actual = context.valuesOf(key);
  if (base.toLowerCase() === 'null') return expected.some(value => value.toLowerCase() === String(actual === undefined));
  const operator = OPERATORS.get(base.toLowerCase());
  if (!operator) return false;
  const { test, negated } = operator;
  const meets = (value: string) =>
    negated ? expected.every(each => test(each, value, variables) === false) : expected.some(each => test(each, value, variables));
  switch (quantifier.toLowerCase()) {
    case 'forallvalues': return actual === undefined || actual.every(meets);
    case 'foranyvalue': return actual !== undefined && actual.some(meets);
    default:
      if (actual === undefined) return negated || ifExists !== undefined;
      // A key with several values needs one of the two.
      return !context.isList(key) && meets(actual[0]);
  }
}
