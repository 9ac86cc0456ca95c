import { actionHistory } from '../../../src/cli/aws/action-history';

const action = (actionName: string, status: string, held?: string) =>
  ({ actionName, status, output: { outputVariables: held === undefined ? {} : { INSYNC_HELD_BACK: held } } });

/** CodePipeline, with pages of actions, the newest first. */
function history(...pages: object[][]) {
  const asked: object[] = [];
  const client = {
    send: async ({ input }: { input: { nextToken?: string } }) => {
      asked.push(input);
      const page = Number(input.nextToken ?? 0);
      return { actionExecutionDetails: pages[page], nextToken: page + 1 < pages.length ? String(page + 1) : undefined };
    },
  };
  return { ask: () => actionHistory(client as never).lastExported('core.s', 'Prepare', 'INSYNC_HELD_BACK'), asked };
}

test('the newest successful run counts, not a running or failed one', async () => {
  const { ask } = history([action('Prepare', 'InProgress'), action('Update', 'Succeeded'), action('Prepare', 'Failed', 'no')], [action('Prepare', 'Succeeded', 'yes'), action('Prepare', 'Succeeded', 'older')]);

  expect(await ask()).toBe('yes');
});

test('an action that never succeeded has no output, and the search is limited', async () => {
  expect(await history([]).ask()).toBeUndefined();
  const long = history(...Array.from({ length: 20 }, () => [action('Source', 'Succeeded')]));

  expect(await long.ask()).toBeUndefined();
  expect(long.asked.length).toBeLessThan(10);
});
