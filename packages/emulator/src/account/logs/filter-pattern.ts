import { AwsError } from '../aws-error';

/** Whether a filter pattern selects a message. */
export type Filter = (message: string) => boolean;

/**
 * A filter pattern of unstructured text: all words and quoted phrases have to occur, none with `-`, and at least one of those with `?`
 * ({@link https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html}). Refuses patterns of JSON, of
 * columns and of regular expressions.
 */
export function filterOf(pattern = ''): Filter {
  if (/^\s*[{[]/.test(pattern) || /(^|\s)[-?]?%/.test(pattern)) {
    throw new AwsError('InvalidParameterException', `Invalid filter pattern: the emulator supports patterns of words, "phrases", -words and ?words, got ${pattern}`);
  }
  const terms = (pattern.match(/[-?]?"[^"]*"|\S+/g) ?? []).map(term => {
    const [, sign, text] = /^([-?]?)(.*)$/.exec(term)!;
    return { sign, text: text.replace(/^"|"$/g, '') };
  });
  const signed = (prefix: string) => terms.filter(({ sign }) => sign === prefix).map(({ text }) => text);
  const [all, none, some] = [signed(''), signed('-'), signed('?')];
  return message => all.every(text => message.includes(text))
    && !none.some(text => message.includes(text))
    && (!some.length || some.some(text => message.includes(text)));
}
