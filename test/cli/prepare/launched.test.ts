import { chosenModules } from '../../../src/cli/prepare/launched';

test('a launched core lists exactly the chosen modules', () => {
  const environment = { INSYNC_LAUNCHED: 'dtc poi driver-safety core-x', INSYNC_ENTRIES_DIGEST: '0123abcd core-core-' };

  expect(chosenModules(environment)).toEqual(['dtc', 'driver-safety']);
  expect(chosenModules({ ...environment, INSYNC_ENTRIES_DIGEST: '0123abcd ----' })).toEqual([]);
  expect(chosenModules({ ...environment, INSYNC_ENTRIES_DIGEST: '0123abcd' })).toEqual([]);
});

test('a core that was launched without modules to choose from tells none', () => {
  expect(chosenModules({ INSYNC_LAUNCHED: '-', INSYNC_ENTRIES_DIGEST: '0123abcd ' })).toEqual([]);
});

test('a core that an app defines lists none', () => {
  expect(chosenModules({ INSYNC_ENTRIES_DIGEST: '0123abcd' })).toBeUndefined();
});
