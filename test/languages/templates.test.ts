import { expectEqual } from './templates';

const files = (text: string) => new Map([['fleet.template.json', text]]);

test('equal assemblies are equal', () => {
  expect(() => expectEqual(files('{\n}'), files('{\n}'))).not.toThrow();
});

test('the first line that differs is told, whatever differs in it', () => {
  expect(() => expectEqual(files('{\n "a": 1\n}'), files('{\n "a": 1 \n}'))).toThrow('fleet.template.json, line 2: found\n "a": 1\nexpected\n "a": 1 ');
});

test('a file too few is told', () => {
  expect(() => expectEqual(files('{}'), new Map([...files('{}'), ['insync.core.json', '{}']]))).toThrow('expected fleet.template.json, insync.core.json');
});
