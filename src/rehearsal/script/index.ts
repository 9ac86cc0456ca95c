export { ScriptProblems, parseScript } from './parse';
export type { Expectation, RepositorySource, Script, Step } from './model';
