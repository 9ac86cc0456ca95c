import { baseline } from './baseline';
import { breakingChanges } from './compare';

/** The API of the last release, with one type changed. */
function changed(type: string, change: (type: any) => void) {
  const api = JSON.parse(JSON.stringify(baseline('cv-insync')));
  change(api.types[`cv-insync.${type}`]);
  return api;
}

test('a removed method breaks programs', () => {
  const api = changed('InSyncModule', type => { type.methods = type.methods.filter(({ name }: { name: string }) => name !== 'consume'); });

  expect(breakingChanges(baseline('cv-insync'), api).join('\n')).toContain('cv-insync.InSyncModule.consume');
}, 120_000);

test('a new optional property breaks nothing', () => {
  const api = changed('ModuleOptions', type => {
    type.properties.push({ ...type.properties.find(({ name }: { name: string }) => name === 'approval'), name: 'alarm', optional: true });
  });

  expect(breakingChanges(baseline('cv-insync'), api)).toEqual([]);
}, 120_000);

test('a removed option of the project type breaks programs, too', () => {
  const api = JSON.parse(JSON.stringify(baseline('cv-insync-module')));
  const options = api.types['cv-insync-module.InSyncModuleProjectOptions'];
  options.properties = options.properties.filter(({ name }: { name: string }) => name !== 'standIns');

  expect(breakingChanges(baseline('cv-insync-module'), api).join('\n')).toContain('standIns');
}, 120_000);
