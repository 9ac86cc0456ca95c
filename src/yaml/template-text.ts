import { isMap, isScalar, isSeq, type Node } from 'yaml';
import { parseYaml } from './parse-yaml';

/** Path of a value: names of members and indices of items, from the outermost. */
export type Path = readonly (string | number)[];

/** The text of a template, with the location of each value. */
export interface TemplateText {
  /** Defined if the text is a mapping. Intrinsic functions are in their long forms. */
  readonly value?: Record<string, unknown>;
  /** Why the text is not a YAML mapping, with locations. */
  readonly problems: readonly string[];
  /** `file:line:column` of a value, or of the closest value around it that is in the text. */
  place(path: Path): string;
}

/** Reads a template in YAML or JSON. */
export function readTemplate(text: string, file: string): TemplateText {
  const { document, at, problems: found } = parseYaml(text, file, { isTemplate: true });
  const problems = [...found];
  if (!problems.length && !isMap(document.contents)) problems.push(`${at(0)}: not a template, expected a mapping with Resources`);
  return {
    value: problems.length ? undefined : document.toJS() as Record<string, unknown>,
    problems,
    place: path => at(offsetOf(document.contents, path)),
  };
}

/** The offset of a value in the text. Members begin with their keys. */
function offsetOf(root: Node | null, path: Path): number {
  let node: unknown = root;
  let offset = root?.range?.[0] ?? 0;
  for (const part of path) {
    if (isMap(node)) {
      const pair = node.items.find(({ key }) => String(isScalar(key) ? key.value : key) === String(part));
      if (!pair) break;
      offset = (pair.key as Node).range?.[0] ?? (pair.value as Node | null)?.range?.[0] ?? offset;
      node = pair.value;
    } else if (isSeq(node)) {
      node = node.items[Number(part)];
      offset = (node as Node | undefined)?.range?.[0] ?? offset;
    } else {
      break;
    }
  }
  return offset;
}
