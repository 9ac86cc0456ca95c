const SPECIAL = /[.+^$()|\]}]/;

/**
 * The regular expression of a pattern of a trigger: `*` within a folder, `**` across folders, `?`, sets, alternatives and escapes; a leading
 * period is like any other character ({@link https://docs.aws.amazon.com/codepipeline/latest/userguide/syntax-glob.html}).
 */
export function globOf(pattern: string): RegExp {
  let source = '';
  let isAlternative = false;
  for (let at = 0; at < pattern.length; at++) {
    const rest = pattern.slice(at);
    const [set] = /^\[[^\]]+\]/.exec(rest) ?? [];
    const [folders] = /^\*\*\//.exec(rest) ?? [];
    if (folders && (at === 0 || pattern[at - 1] === '/')) {
      source += '(?:.*/)?';
      at += folders.length - 1;
    } else if (rest.startsWith('**')) {
      source += '.*';
      at++;
    } else if (set) {
      source += `(?!/)${set.replace(/^\[!/, '[^').replace(/\\/g, '\\\\')}`;
      at += set.length - 1;
    } else if (rest[0] === '\\' && rest.length > 1) {
      source += escaped(rest[1]);
      at++;
    } else if (rest[0] === '{' || (rest[0] === '}' && isAlternative)) {
      isAlternative = rest[0] === '{';
      source += isAlternative ? '(?:' : ')';
    } else {
      source += rest[0] === '*' ? '[^/]*' : rest[0] === '?' ? '[^/]' : rest[0] === ',' && isAlternative ? '|' : escaped(rest[0]);
    }
  }
  return new RegExp(`^${source}$`, 's');
}

const escaped = (character: string) => SPECIAL.test(character) || '*?[{\\'.includes(character) ? `\\${character}` : character;
