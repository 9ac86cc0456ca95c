import { App } from 'aws-cdk-lib';
import { InSyncModule, type InSyncModuleProps, Source } from '../../../src';
import { findRegistration } from '../../../src/cli/solution/app-registration';

function synthesize(names: readonly string[], props: InSyncModuleProps): string {
  const app = new App();
  for (const name of names) new InSyncModule(app, name, { solution: 's', ...props });
  return app.synth().directory;
}
const source = Source.gitHub('acme/cv-geofence');

test('the registration of a module is the stack with its entry, and nothing of its resources', () => {
  const registration = findRegistration(synthesize(['geofence'], { source, approval: true }), 's');

  expect(registration).toMatchObject({ module: 'geofence', solution: 's', stackName: 's-registration-geofence', tags: { 'insync:solution': 's' } });
  expect(JSON.parse(registration.entry)).toEqual({
    schema: 1, name: 'geofence', approval: true, source: { kind: 'github', repository: 'acme/cv-geofence', branch: 'main' },
  });
  expect(Object.keys(JSON.parse(registration.template).Resources)).toEqual(['Entry']);
});

test.each([
  ['a module without a source', ['geofence'], {}, undefined, 'the module "geofence" cannot register itself: it has no source'],
  ['an app of another solution', ['geofence'], { source }, 'north', 'was synthesized for the solution "s", expected "north"; synthesize it again with INSYNC_SOLUTION=north'],
  ['an app of two modules', ['geofence', 'weather'], { source }, undefined, 'the app defines the modules geofence, weather, expected one InSyncModule'],
])('%s is refused', (_, names, props, solution, message) => {
  expect(() => findRegistration(synthesize(names, props), solution)).toThrow(message);
});

test('without a cloud assembly the message says what to do', () => {
  expect(() => findRegistration('/nowhere')).toThrow('/nowhere: contains no cloud assembly, expected the output of `npx cdk synth`; run it first');
});
