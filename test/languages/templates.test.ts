import { expectEqual } from './templates';

const files = (text: string) => new Map([['fleet.template.json', text]]);

test('equal assemblies are equal', () => {
  expect(() => expectEqual(files('{\n}'), files('{\n}'))).not.toThrow();
});

test('the first line that differs is reported', () => {
  expect(() => expectEqual(files('{\n "a": 1\n}'), files('{\n "a": 1 \n}'))).toThrow('fleet.template.json, line 2: found\n "a": 1\nexpected\n "a": 1 ');
});

test('a missing file is reported', () => {
  expect(() => expectEqual(files('{}'), new Map([...files('{}'), ['insync.core.json', '{}']]))).toThrow('expected fleet.template.json, insync.core.json');
});
