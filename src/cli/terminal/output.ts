import Table from 'cli-table3';

const PLAIN = {
  'top': '',
  'top-mid': '',
  'top-left': '',
  'top-right': '',
  'bottom': '',
  'bottom-mid': '',
  'bottom-left': '',
  'bottom-right': '',
  'left': '',
  'left-mid': '',
  'mid': '',
  'mid-mid': '',
  'right': '',
  'right-mid': '',
  'middle': '  ',
};

/** A table without borders, for people as well as for tools such as `cut`. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const drawn = new Table({ head: [...head], chars: PLAIN, style: { 'head': [], 'border': [], 'padding-left': 0, 'padding-right': 0 } });
  drawn.push(...rows.map(row => [...row]));
  return drawn.toString().split('\n').map(line => line.trimEnd()).join('\n');
}

/** Prints the value as JSON, or the text. */
export function show(value: object, text: () => string, json = false): void {
  console.log(json ? JSON.stringify(value, undefined, 2) : text());
}

/** Joins lines, without the absent ones. */
export const lines = (...parts: readonly (string | false | undefined)[]) => parts.filter(part => part !== false && part !== undefined).join('\n');

export const plural = (count: number, noun: string) => `${count} ${noun}${count === 1 ? '' : 's'}`;
