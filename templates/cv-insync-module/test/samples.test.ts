import { pascalCase, renderSamples } from '../src/samples';

const subject = { name: 'speed-alert', description: 'Tells who is too fast', consumes: [] };

test('a project begins with the sample files, under the module\'s own name', () => {
  const files = renderSamples(subject);

  expect(Object.keys(files)).toEqual(expect.arrayContaining([
    'README.md', 'src/main.ts', 'src/speed-alert.ts', 'src/longest-trip.ts', 'src/longest-trip.handler.ts', 'test/speed-alert.test.ts', 'test/longest-trip.test.ts',
  ]));
  expect(files['src/speed-alert.ts']).toContain('export class SpeedAlert extends InSyncModule');
  expect(files['README.md']).toMatch(/^# speed-alert\n\nTells who is too fast\n/);
  for (const text of Object.values(files)) expect(text).not.toMatch(/sample-module|SampleModule|\{\{/);
});

test('further outputs are handed to the function, each once', () => {
  const { 'src/speed-alert.ts': stack } = renderSamples({ ...subject, consumes: ['fleet/TripTableName', 'notifications/FunctionName', 'fleet/OwnerTableName'] });

  expect(stack).toContain(`
        FLEET_TRIP_TABLE_NAME: this.consume('fleet', 'TripTableName'),
        NOTIFICATIONS_FUNCTION_NAME: this.consume('notifications', 'FunctionName'),
        FLEET_OWNER_TABLE_NAME: this.consume('fleet', 'OwnerTableName'),
      },`);
});

test('names of classes follow those of modules', () => {
  expect(['geofence', 'speed-alert', 'v2-api'].map(pascalCase)).toEqual(['Geofence', 'SpeedAlert', 'V2Api']);
});
