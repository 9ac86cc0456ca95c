export { parseScript } from './parse';
export type { Expectation, Script, Step } from './model';
