import { installedSolution } from './installed-solution';
import { COMMANDS, callNumbers, expectSameResult } from './interruption';

jest.setTimeout(240_000);

const solution = installedSolution();

/** `destroy` makes so many calls that test/flows contains its test. */
test.each(Object.keys(COMMANDS).filter(name => name !== 'destroy'))('%s: interrupted after each of its calls, and run again, it has the same result', async name => {
  await expectSameResult(solution.folder(), COMMANDS[name], callNumbers('lost'));
});
