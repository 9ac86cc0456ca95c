import { confirm } from '../../../src/cli/terminal/confirm';

const terminal = (answer: string) => ({ interactive: true, ask: async () => answer });

test('goes on with a yes, given before or now', async () => {
  await confirm('remove dtc', { yes: true }, { interactive: false, ask: async () => '' });
  await confirm('remove dtc', {}, terminal('yes'));
  await confirm('destroy s', { word: 's' }, terminal('s\n'));
});

test('changes nothing without one', async () => {
  await expect(confirm('remove dtc', {}, terminal('no'))).rejects.toMatchObject({ message: 'nothing was changed', exitCode: 1 });
  await expect(confirm('destroy s', { word: 's' }, terminal('yes'))).rejects.toMatchObject({ exitCode: 1 });
});

test('without a terminal, it says how to answer, as wrong usage', async () => {
  await expect(confirm('remove dtc', {}, { interactive: false, ask: async () => 'yes' })).rejects.toMatchObject({
    message: expect.stringContaining('--yes'), exitCode: 2,
  });
});
