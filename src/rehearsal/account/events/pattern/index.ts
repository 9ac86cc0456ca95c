export { matches } from './match';
export { isObject, parsePattern } from './parse';
