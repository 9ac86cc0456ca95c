import { baseline } from '../../scripts/api/baseline';
import { breakingChanges } from '../../scripts/api/compare';

/** The API of the last release, with one type changed. */
function changed(type: string, change: (type: any) => void) {
  const api = JSON.parse(JSON.stringify(baseline()));
  change(api.types[`cv-insync.${type}`]);
  return api;
}

test('a method that is gone breaks programs', () => {
  const api = changed('InSyncModule', type => { type.methods = type.methods.filter(({ name }: { name: string }) => name !== 'consume'); });

  expect(breakingChanges(baseline(), api).join('\n')).toContain('cv-insync.InSyncModule.consume');
}, 120_000);

test('a new optional property breaks nothing', () => {
  const api = changed('ModuleOptions', type => {
    type.properties.push({ ...type.properties.find(({ name }: { name: string }) => name === 'approval'), name: 'alarm', optional: true });
  });

  expect(breakingChanges(baseline(), api)).toEqual([]);
}, 120_000);
