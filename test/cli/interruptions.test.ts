import { COMMANDS, everyCall, expectSameEnd } from './cut-off';
import { installedSolution } from './installed-solution';

jest.setTimeout(240_000);

const solution = installedSolution();

/** `destroy` makes so many calls that test/flows contains its test. */
test.each(Object.keys(COMMANDS).filter(name => name !== 'destroy'))('%s: interrupted after each of its calls, and run again, it has the same result', async name => {
  await expectSameEnd(solution.folder(), COMMANDS[name], everyCall('lost'));
});
