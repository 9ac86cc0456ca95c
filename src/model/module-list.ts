import { sha256 } from './digest';
import type { DirectoryRecord } from './directory';
import { type Entry, ENTRY_SIZE_LIMIT } from './entry';
import { byText, canonicalJson, parseJson } from './json';
import { LIST_HEAD } from './names';

/**
 * The entries of the modules that the core's code lists, as texts that each fit into a standard parameter. A text has one line for each module,
 * sorted by name: the name, a blank, the entry. If the lines do not fit into the head, they are split into pieces, and the head has one line
 * for each piece: its first name, a blank, its id. An id is a digest of the piece, so the head determines the whole list: writing the head replaces all of it at once,
 * and a module is found by reading the head and the piece that it is in.
 */
export interface ModuleList {
  readonly head: string;
  /** By id. */
  readonly pieces: ReadonlyMap<string, string>;
}

/** A line: an entry without its name, as JSON, or the id of a piece. */
interface Line {
  readonly name: string;
  readonly content: string;
}

const LIST_SCHEMA = 1;
const ID_LENGTH = 16;
/** Of the names at which a piece may end, because it is half full, it ends at one in this many, so that a change of one module changes one or two pieces. */
const ENDS = 8;

/** Whether what follows a name is an entry, and not the id of a piece. */
export const isEntry = (content: string) => content[0] === '{';

/** The lines of a piece, or of the head after its first line. */
const linesOf = (text: string): Line[] => text.split('\n').filter(line => line && !isEntry(line)).map(lineOf);

function lineOf(text: string): Line {
  const at = text.indexOf(' ');
  return { name: text.slice(0, at), content: text.slice(at + 1) };
}

/** The line of a module, or that of the piece that it would be in: the last one that is not after it. Small, as functions contain it. */
export const lineFor = (module: string, text: string): string[] =>
  // No character of a name is before the blank or the exclamation mark.
  (text.split('\n').filter(line => line < `${module}!`).pop() ?? ' {').split(' ');

/** Splits entries into a head and pieces. The result depends on the entries alone, not on their order. */
export function splitList(entries: readonly Entry[]): ModuleList {
  const sorted = entries.map(({ name, ...entry }): Line => ({ name, content: storable(canonicalJson(entry)) }))
    .sort((a, b) => byText(a.name, b.name));
  const summary = canonicalJson({ schema: LIST_SCHEMA, count: sorted.length, digest: digestOfLines(sorted) });
  const pieces = new Map<string, string>();
  let lines = sorted;
  while (sizeOf(lines) + summary.length > ENTRY_SIZE_LIMIT) {
    lines = groups(lines).map(group => {
      const text = textOf(group);
      const id = idOf(text);
      pieces.set(id, text);
      return { name: group[0].name, content: id };
    });
  }
  return { head: [summary, ...lines.map(textOfLine)].join('\n'), pieces };
}

/**
 * JSON without the double braces that values of parameters may not have. They only occur within its strings.
 *
 * @see https://docs.aws.amazon.com/systems-manager/latest/userguide/sysman-paramstore-su-create.html
 */
const storable = (json: string) => json.replaceAll('{{', '{\\u007b');

/** The ids of the pieces that a text names. */
export const piecesIn = (text: string): string[] => linesOf(text).filter(({ content }) => !isEntry(content)).map(({ content }) => content);

/** The records of a list whose pieces are known. Fails if any of it is missing or damaged: a part of a list is not a shorter list. */
export function joinList(head: string, pieceOf: (id: string) => string | undefined, path: (id: string) => string): DirectoryRecord[] {
  const expand = (id: string): Line[] => {
    const text = pieceOf(id);
    if (text === undefined || idOf(text) !== id) throw new Error(`${path(id)}: ${text === undefined ? 'no such parameter' : 'was changed'}, expected a piece of the list of modules in the core's code; ${REMEDY}`);
    return linesOf(text).flatMap(line => isEntry(line.content) ? line : expand(line.content));
  };
  const { schema, count, digest } = parseJson(head.split('\n', 1)[0]) ?? {};
  if (schema !== LIST_SCHEMA) throw new Error(`${path(LIST_HEAD)}: found schema ${schema}, expected ${LIST_SCHEMA}; use the version of cv-insync that the core uses`);
  const lines = linesOf(head).flatMap(line => isEntry(line.content) ? line : expand(line.content));
  if (count !== lines.length || digest !== digestOfLines(lines)) {
    throw new Error(`${path(LIST_HEAD)}: found ${lines.length} modules, expected ${count} with the digest ${digest}; ${REMEDY}`);
  }
  return lines.map(({ name, content }) => ({ owner: 'core', name, value: canonicalJson({ ...JSON.parse(content), name }) }));
}

const REMEDY = 'start the core pipeline, which writes it again';

/** Groups lines into pieces. Each is at least half full, except the last one and those whose next line is large. */
function groups(lines: readonly Line[]): Line[][] {
  const result: Line[][] = [];
  let size = Infinity;
  for (const line of lines) {
    const added = sizeOf([line]);
    const isFull = size + added > ENTRY_SIZE_LIMIT + 1;
    if (isFull || size > ENTRY_SIZE_LIMIT / 2 && isEnd(line)) {
      result.push([]);
      size = 0;
    }
    result.at(-1)!.push(line);
    size += added;
  }
  return result;
}

/** Whether a piece may begin with a line. */
const isEnd = ({ name }: Line) => parseInt(sha256(name).slice(0, 8), 16) % ENDS === 0;

const textOfLine = ({ name, content }: Line) => `${name} ${content}`;
const textOf = (lines: readonly Line[]) => lines.map(textOfLine).join('\n');
/** In bytes, with a line break after each line. */
const sizeOf = (lines: readonly Line[]) => lines.reduce((sum, line) => sum + Buffer.byteLength(textOfLine(line)) + 1, 0);
const digestOfLines = (lines: readonly Line[]) => sha256(textOf(lines));
const idOf = (text: string) => sha256(text).slice(0, ID_LENGTH);
