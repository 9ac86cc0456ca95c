import { readFileSync } from 'fs';
import { join } from 'path';
import { Command } from 'commander';
import { run } from '../../src/cli/main';

/** The program that src/cli/main.ts defines, which does nothing. */
async function commandLine(): Promise<Command> {
  const parse = jest.spyOn(Command.prototype, 'parseAsync').mockImplementation(async function (this: Command) {
    return this;
  });
  await run([]);
  return parse.mock.contexts[0] as Command;
}

/** The text of docs/commands.md about a command: its row, the shared options of its section, and the row that it refers to. */
function rowOf(page: string, command: string): string {
  const start = new RegExp(`^\\| \`${command}[ \`]`, 'm');
  const section = page.split('\n## ').find(part => start.test(part)) ?? '';
  const row = section.split('\n').find(line => start.test(line)) ?? '';
  const shared = /^All of them take .*$/m.exec(section)?.[0] ?? '';
  const sameAs = /those of `([a-z]+)`/.exec(row)?.[1];
  return row + shared + (sameAs ? rowOf(page, sameAs) : '');
}

afterEach(() => jest.restoreAllMocks());

test('docs/commands.md has every command and every option of the command line', async () => {
  const page = readFileSync(join(__dirname, '../../docs/commands.md'), 'utf8');
  const { commands } = await commandLine();

  const missing = commands.flatMap(command => {
    const row = rowOf(page, command.name());
    return row
      ? command.options.filter(({ long }) => !new RegExp(`\`${long}[ \`]`).test(row)).map(({ long }) => `${command.name()} ${long}`)
      : [command.name()];
  });

  expect(commands.length).toBeGreaterThan(15);
  expect(missing).toEqual([]);
});
