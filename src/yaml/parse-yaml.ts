import { type Document, LineCounter, parseDocument, type YAMLParseError } from 'yaml';
import { wrongIndentation } from './indentation';
import { CLOUDFORMATION } from '@cv-insync/emulator/cloudformation';

export interface ParsedYaml {
  readonly document: Document.Parsed;
  /** Why the text is not valid, with locations. */
  readonly problems: readonly string[];
  /** `file:line:column` of an offset in the text. */
  at(offset: number): string;
}

/** Errors that a wrong indentation causes, where it shows. */
const BY_INDENTATION = new Set(['BAD_INDENT', 'BLOCK_AS_IMPLICIT_KEY', 'MULTILINE_IMPLICIT_KEY', 'MISSING_CHAR', 'UNEXPECTED_TOKEN', 'BLOCK_IN_FLOW', 'IMPOSSIBLE']);

/** Parses a YAML text, which may be a template of CloudFormation. */
export function parseYaml(text: string, file: string, { isTemplate = false } = {}): ParsedYaml {
  const lines = new LineCounter();
  const document = parseDocument(text, { ...isTemplate && CLOUDFORMATION, lineCounter: lines, prettyErrors: false, uniqueKeys: true });
  const at = (offset: number) => {
    const { line, col } = lines.linePos(offset);
    return `${file}:${Math.max(line, 1)}:${Math.max(col, 1)}`;
  };
  // Text with the BOM or the zero bytes of UTF-16, read as UTF-8.
  if (/^\uFFFD{2}|\0/.test(text)) return { document, at, problems: [`${file}: is UTF-16, expected UTF-8; save it in that encoding (in PowerShell: Set-Content -Encoding utf8)`] };
  return { document, at, problems: problemsOf(document.errors, text, file, at) };
}

/** An error changes how the rest is read, so errors after the first one are only its consequences. Repeated keys are independent. */
function problemsOf(errors: readonly YAMLParseError[], text: string, file: string, at: ParsedYaml['at']): string[] {
  const [first] = errors.filter(({ code }) => code !== 'DUPLICATE_KEY');
  if (!first) return errors.map(({ message, pos }) => `${at(pos[0])}: not valid YAML: ${message}`);
  const indentation = BY_INDENTATION.has(first.code) ? wrongIndentation(text) : undefined;
  if (!indentation) return [`${at(first.pos[0])}: not valid YAML: ${first.message}`];
  return [`${file}:${indentation.line}:${indentation.column}: not valid YAML: ${indentation.message}`];
}
