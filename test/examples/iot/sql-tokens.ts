/** A token of IoT SQL: a string, a number, a name or keyword, or an operator. */
export interface Token {
  readonly kind: 'text' | 'number' | 'word' | 'sign';
  readonly text: string;
}

const TOKEN = /\s*(?:'((?:[^']|'')*)'|"([^"]*)"|(\d+(?:\.\d+)?)|([A-Za-z_]\w*)|(<>|<=|>=|[=<>()*,.+-]))/y;

/** Splits IoT SQL into tokens. */
export function tokensOf(sql: string): Token[] {
  const tokens: Token[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < sql.trimEnd().length) {
    const at = TOKEN.lastIndex;
    const match = TOKEN.exec(sql);
    if (!match) throw new Error(`the rule runner cannot read IoT SQL from "${sql.slice(at).trim()}" on, in: ${sql}`);
    const [, single, double, number, word, sign] = match;
    const text = double ?? single?.replaceAll("''", "'");
    if (text !== undefined) tokens.push({ kind: 'text', text });
    else if (number !== undefined) tokens.push({ kind: 'number', text: number });
    else if (word !== undefined) tokens.push({ kind: 'word', text: word });
    else tokens.push({ kind: 'sign', text: sign });
  }
  return tokens;
}
