export { matches } from './match';
export { isObject, parsePattern, type Pattern } from './parse';
