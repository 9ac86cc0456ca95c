import { readFileSync } from 'fs';
import { join } from 'path';
import { commandsOf, missingFrom } from './tutorial';

const PAGE = ['## A', '```console', '$ one', 'says this', '...', 'and that', '```', 'text', '```console terminal=2', '$ two', '```', '## B', '```console', '$ three', '```'].join('\n');

test('the commands between two headings are found, with their documented output', () => {
  expect(commandsOf(PAGE, '## A', '## B')).toEqual([
    { line: 3, command: 'one', shown: ['says this', 'and that'], stays: false },
    { line: 10, command: 'two', shown: [], stays: true },
  ]);
});

test('the documented output has to be printed in that order; spaces and colors do not count', () => {
  const output = 'first\n\x1b[32msays   this\x1b[0m: yes\nand that\n';

  expect(missingFrom(output, ['says this', 'and that'])).toEqual([]);
  expect(missingFrom(output, ['and that', 'says this', 'never'])).toEqual(['says this', 'never']);
});

test('the tutorial has commands from the first project to its removal', () => {
  const commands = commandsOf(readFileSync(join(__dirname, '..', '..', 'docs', 'authors.md'), 'utf8'), '## Tutorial: write and register a module', '## The stack')
    .map(({ command }) => command.split(' ').slice(0, 3).join(' '));

  expect(commands).toEqual(expect.arrayContaining(['npx cv-insync-module geofence', 'npx projen build', 'npx projen rehearse', 'npx projen register', 'npx projen unregister']));
});
