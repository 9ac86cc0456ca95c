import { confirm } from '../../../src/cli/terminal/confirm';

const terminal = (answer: string) => ({ interactive: true, ask: async () => answer });

test('continues after confirmation, by option or prompt', async () => {
  await confirm('remove dtc', { yes: true }, { interactive: false, ask: async () => '' });
  await confirm('remove dtc', {}, terminal('yes'));
  await confirm('destroy s', { word: 's' }, terminal('s\n'));
});

test('changes nothing without confirmation', async () => {
  await expect(confirm('remove dtc', {}, terminal('no'))).rejects.toMatchObject({ message: 'nothing was changed', exitCode: 1 });
  await expect(confirm('destroy s', { word: 's' }, terminal('yes'))).rejects.toMatchObject({ exitCode: 1 });
});

test('without a terminal, it names the option, as wrong usage', async () => {
  await expect(confirm('remove dtc', {}, { interactive: false, ask: async () => 'yes' })).rejects.toMatchObject({
    message: expect.stringContaining('--yes'), exitCode: 2,
  });
});
