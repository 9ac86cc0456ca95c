export * from './contract';
export * from './directory';
export * from './entry';
export * from './graph';
export * from './json';
export * from './parse';
export * from './plan';
export * from './problem';
