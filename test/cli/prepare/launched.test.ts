import { chosenModules } from '../../../src/cli/prepare/launched';

test('a core that was launched tells the modules that were chosen, and no others', () => {
  const environment = { INSYNC_LAUNCHED: 'true', INSYNC_ENTRIES_DIGEST: '0123abcd /cv/directory/core/dtc - /cv/directory/core/driver-safety' };

  expect(chosenModules('cv', environment)).toEqual(['dtc', 'driver-safety']);
  expect(chosenModules('cv', { ...environment, INSYNC_ENTRIES_DIGEST: '0123abcd -' })).toEqual([]);
});

test('a core that an app defines tells nothing', () => {
  expect(chosenModules('cv', { INSYNC_ENTRIES_DIGEST: '0123abcd' })).toBeUndefined();
});
