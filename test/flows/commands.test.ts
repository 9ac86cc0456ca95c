import { installedSolution } from '../cli/installed-solution';
import { COMMANDS, type Interruption, callNumbers, expectSameResult } from '../cli/interruption';

jest.setTimeout(600_000);

const solution = installedSolution();
const names = Object.keys(COMMANDS);

test.each(names)('%s: interrupted after the answer to each of its calls, and run again, it has the same result', async name => {
  await expectSameResult(solution.folder(), COMMANDS[name], callNumbers('given'));
});

test('destroy: interrupted before the answer to every third of its calls, and run again, it has the same result', async () => {
  await expectSameResult(solution.folder(), COMMANDS.destroy, callNumbers('lost', 3));
});

test.each(names.filter(name => name.startsWith('apply')))('%s: interrupted twice, it has the same result, too', async name => {
  const twice = (calls: number): Interruption[][] => Array.from({ length: Math.floor(calls / 3) }, (_, index) => [
    { after: 3 * index + 1, answer: index % 2 ? 'given' : 'lost' }, { after: 3 * index + 1 + 2 + (7 * index) % 11, answer: index % 2 ? 'lost' : 'given' },
  ]);
  await expectSameResult(solution.folder(), COMMANDS[name], twice);
});
