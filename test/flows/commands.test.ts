import { COMMANDS, type CutOff, everyCall, expectSameEnd } from '../cli/cut-off';
import { installedSolution } from '../cli/installed-solution';

jest.setTimeout(600_000);

const solution = installedSolution();
const names = Object.keys(COMMANDS);

test.each(names)('%s: interrupted after the answer to each of its calls, and run again, it has the same result', async name => {
  await expectSameEnd(solution.folder(), COMMANDS[name], everyCall('given'));
});

test('destroy: interrupted before the answer to every third of its calls, and run again, it has the same result', async () => {
  await expectSameEnd(solution.folder(), COMMANDS.destroy, everyCall('lost', 3));
});

test.each(names.filter(name => name.startsWith('apply')))('%s: interrupted twice, it has the same result, too', async name => {
  const twice = (calls: number): CutOff[][] => Array.from({ length: Math.floor(calls / 3) }, (_, index) => [
    { after: 3 * index + 1, answer: index % 2 ? 'given' : 'lost' }, { after: 3 * index + 1 + 2 + (7 * index) % 11, answer: index % 2 ? 'lost' : 'given' },
  ]);
  await expectSameEnd(solution.folder(), COMMANDS[name], twice);
});
