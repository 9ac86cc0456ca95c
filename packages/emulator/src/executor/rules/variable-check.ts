import { ActionFailure, type WorkProvider } from '../context';

const CHECKS: Readonly<Record<string, (variable: string, value: string) => boolean>> = {
  EQ: (variable, value) => variable === value,
  NE: (variable, value) => variable !== value,
  CONTAINS: (variable, value) => variable.includes(value),
  MATCHES: (variable, value) => patternOf(value).test(variable),
};

/** Compares a variable with a value: {@link https://docs.aws.amazon.com/codepipeline/latest/userguide/rule-reference-VariableCheck.html}. */
export const variableCheck: WorkProvider = async ({ configuration: { Variable, Value, Operator } }) => {
  const check = CHECKS[Operator];
  if (!check) throw new ActionFailure(`Operator '${Operator}' is none of ${Object.keys(CHECKS).join(', ')}`, 'ConfigurationError');
  const said = `'${Variable}' ${Operator} '${Value}'`;
  if (!check(Variable, Value)) throw new ActionFailure(`the variable check ${said} does not hold`);
  return { summary: `the variable check ${said} holds` };
};

/** CodePipeline matches the whole value with a Java regular expression. Constructs that JavaScript lacks are an error. */
function patternOf(value: string): RegExp {
  try {
    return new RegExp(`^(?:${value})$`, 's');
  } catch (error) {
    throw new ActionFailure(`Value is not a regular expression: ${(error as Error).message}`, 'ConfigurationError');
  }
}
