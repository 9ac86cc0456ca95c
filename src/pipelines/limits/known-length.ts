import { MODULE_NAME_LIMIT, SOLUTION_NAME_LIMIT } from '../../model/names';

/** Most characters that a placeholder of a template stands for, where that is limited. */
const LONGEST: Readonly<Record<string, number>> = {
  'Solution': SOLUTION_NAME_LIMIT,
  'Module': MODULE_NAME_LIMIT,
  'AWS::AccountId': 12,
  'AWS::Partition': 'aws-us-gov'.length,
  'AWS::Region': 'ap-northeast-1'.length,
};

/** A value of a template with a filler for each placeholder of limited length, and nothing for the others; undefined if nothing is known of it. */
export function longestKnown(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  const sub = (value as Record<string, unknown> | undefined)?.['Fn::Sub'];
  const [text, variables = {}] = Array.isArray(sub) ? sub as [string, Record<string, unknown>] : [sub as string | undefined];
  return text?.replace(/\${([^}]+)}/g, (_, name: string) => name in variables ? longestKnown(variables[name]) ?? '' : 'x'.repeat(LONGEST[name] ?? 0));
}
