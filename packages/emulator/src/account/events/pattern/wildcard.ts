import { invalid } from './invalid';

/** EventBridge refuses patterns whose wildcards are too complex. */
const MOST_WILDCARDS = 5;

/** The regular expression of a wildcard pattern: `*` matches any text, `\*` and `\\` match themselves. */
export function wildcard(pattern: string): RegExp {
  let expression = '';
  let wildcards = 0;
  for (let i = 0; i < pattern.length; i++) {
    const character = pattern[i];
    if (character === '\\') {
      i += 1;
      if (pattern[i] !== '*' && pattern[i] !== '\\') throw invalid(`Invalid escape character at pos ${i - 1}`);
      expression += `\\${pattern[i]}`;
    } else if (character === '*') {
      if (pattern[i + 1] === '*') throw invalid(`Consecutive wildcard characters at pos ${i}`);
      wildcards += 1;
      expression += '.*';
    } else {expression += character.replace(/[.+?^${}()|[\]/]/, '\\$&');}
  }
  if (wildcards > MOST_WILDCARDS) {
    throw invalid('Rule is too complex - try using fewer wildcard characters or fewer repeating character sequences after a wildcard character');
  }
  return new RegExp(`^${expression}$`, 's');
}
