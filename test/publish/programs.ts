import { snippet } from '../languages/readme';

const FENCES = ['ts', 'python', 'java', 'go', 'csharp'];
const flat = (text: string) => text.replace(/^[ \t]*\/\/\/ ?/gm, '').replace(/\s+/g, ' ');

/** The languages in which a page shows the readme's program unchanged, and `another` for each program that differs. */
export function programs(page = ''): string {
  const times = (text: string) => flat(page).split(flat(text).trim()).length - 1;
  const found = FENCES.flatMap(fence => Array<string>(times(snippet(fence))).fill(fence));
  const shown = page.match(/(["'])acme\/connected-vehicle\1/g)?.length ?? 0;
  return [...found, ...Array<string>(Math.max(0, shown - found.length)).fill('another')].join(', ');
}
