import type { Condition, Test } from './operators';
import { isObject, Pattern } from './parse';

/** A leaf of an event, with the list elements that contain it. */
interface Leaf {
  readonly value: unknown;
  readonly elements: ReadonlyMap<string, number>;
}

/** Whether an event matches a pattern. */
export function matches(pattern: Pattern, event: object): boolean {
  const leaves = new Map<string, Leaf[]>();
  collect(event, '', new Map(), leaves);
  return pattern.some(fields => consistent(fields.map(({ path, conditions }) => found(leaves.get(path) ?? [], conditions)), new Map()));
}

/** Leaves that satisfy a condition. A field that must be absent, and is, counts as one leaf outside all lists. */
function found(leaves: readonly Leaf[], conditions: readonly Condition[]): Leaf[] {
  const tests = conditions.filter((each): each is Test => each !== 'absent');
  const matching = leaves.filter(({ value }) => tests.some(test => test(value)));
  return leaves.length === 0 && conditions.includes('absent') ? [{ value: undefined, elements: new Map() }] : matching;
}

/** Conditions on objects in a list must match within one object. */
function consistent([choices, ...rest]: Leaf[][], chosen: ReadonlyMap<string, number>): boolean {
  if (choices === undefined) return true;
  return choices.some(({ elements }) => {
    for (const [list, index] of elements) if (chosen.has(list) && chosen.get(list) !== index) return false;
    return consistent(rest, new Map([...chosen, ...elements]));
  });
}

function collect(value: unknown, path: string, elements: ReadonlyMap<string, number>, leaves: Map<string, Leaf[]>): void {
  if (Array.isArray(value)) {
    value.forEach((item, i) => collect(item, path, isObject(item) ? new Map([...elements, [path, i]]) : elements, leaves));
  } else if (isObject(value)) {
    for (const [name, member] of Object.entries(value)) collect(member, path ? `${path}.${name}` : name, elements, leaves);
  } else {leaves.set(path, [...leaves.get(path) ?? [], { value, elements }]);}
}
