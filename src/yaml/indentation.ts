/** A line whose indentation does not fit the lines above it. Counted from 1. */
export interface WrongIndentation {
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

interface Line {
  readonly number: number;
  readonly indent: number;
  readonly text: string;
}

/** Begins a member or an item: `Key:`, `"Key": value`, `- item`. Another text continues the line above. */
const MEMBER = /^(-(\s|$)|("[^"]*"|'[^']*'|[^\s#&*!|>%@`"'[{][^#]*?)\s*:(\s|$))/;
/** Ends with what deeper lines belong to: `Key:`, `- `, `Key: !Tag`, `Key: &anchor`. */
const OPENS = /(^|\s)-$|:(\s+[!&][^\s]*)*$|^-?\s*[!&][^\s]*$/;
const BLOCK_SCALAR = /(^|[\s:-])[|>][-+0-9]*$/;

/**
 * The first line of a YAML text where the indentation goes wrong. A parser reports where it shows, which may be lines away, and several
 * times. For texts that are not valid only: of valid ones, it may find what is only unusual.
 */
export function wrongIndentation(text: string): WrongIndentation | undefined {
  const open: number[] = [];
  let before: Line | undefined;
  for (const line of contentLines(text)) {
    const shallower = open.filter(indent => indent <= line.indent);
    const deepest = shallower.at(-1);
    if (MEMBER.test(line.text)) {
      if (before && line.indent > before.indent && deepest !== line.indent && !OPENS.test(before.text)) {
        return wrong(line, [deepest!], `which the content of line ${before.number} is indented by, because that line has a value already`);
      }
      if (before && line.indent < before.indent && deepest !== line.indent) {
        return wrong(line, [...new Set([deepest, open.find(indent => indent > line.indent)])].filter(indent => indent !== undefined), 'as the lines above');
      }
    }
    if (!before || MEMBER.test(line.text)) {
      open.splice(0, open.length, ...shallower, ...deepest === line.indent ? [] : [line.indent], ...itemIndents(line));
      before = line;
    }
  }
  return undefined;
}

/** The members of a mapping in a list, as in `- Key: value`, are indented by two or more. */
function itemIndents({ indent, text }: Line): number[] {
  const match = /^-\s+(?=\S)/.exec(text);
  if (!match || !MEMBER.test(text.slice(match[0].length))) return [];
  return [indent + match[0].length, ...itemIndents({ number: 0, indent: indent + match[0].length, text: text.slice(match[0].length) })];
}

const wrong = ({ number, indent }: Line, expected: readonly number[], reason: string): WrongIndentation => ({
  line: number,
  column: indent + 1,
  message: `the line is indented by ${indent} ${indent === 1 ? 'space' : 'spaces'}, expected ${expected.join(' or ')}, ${reason}`,
});

/** Lines with content, without comments, block scalars and the inside of brackets. */
function* contentLines(text: string): Generator<Line> {
  let scalar: number | undefined;
  let depth = 0;
  for (const [index, raw] of text.split(/\r?\n/).entries()) {
    const content = raw.replace(/(^|\s)#.*$/, '').trimEnd();
    const indent = content.length - content.trimStart().length;
    if (scalar !== undefined && (!raw.trim() || raw.length - raw.trimStart().length > scalar)) continue;
    scalar = undefined;
    if (!content.trim() || /^(---|\.\.\.|%)/.test(content)) continue;
    const isInside = depth > 0;
    depth = Math.max(0, depth + brackets(content));
    if (isInside) continue;
    if (BLOCK_SCALAR.test(content)) scalar = indent;
    yield { number: index + 1, indent, text: content.trim() };
  }
}

/** How many more brackets a line opens than it closes, outside of quotes. */
function brackets(line: string): number {
  const bare = line.replace(/"(\\.|[^"\\])*"|'[^']*'/g, '');
  return (bare.match(/[[{]/g) ?? []).length - (bare.match(/[\]}]/g) ?? []).length;
}
