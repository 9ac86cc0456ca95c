import { IntegTest } from '@aws-cdk/integ-tests-alpha';
import { App, Stack } from 'aws-cdk-lib';
import { CoreInSync, InSyncModule, Module, Source } from '../src';

/** Snapshot of the complete template of a core with two core modules and two listed modules. */
// Stack traces contain the folder of the snapshot.
const app = new App({ analyticsReporting: false, context: { 'aws:cdk:disable-creation-stack-traces': true } });

const fleet = new InSyncModule(app, 'fleet', { description: 'Vehicles and their trips' });
fleet.produce('TripTableName', 'trips');
const telemetry = new InSyncModule(app, 'telemetry', { description: 'Signals of vehicles' });
telemetry.produce('StreamName', `telemetry-${telemetry.consume('fleet', 'TripTableName')}`);

const stack = new Stack(app, 'connected-vehicle-core');
new CoreInSync(stack, 'InSync', {
  source: Source.gitHub('acme/connected-vehicle', { connectionArn: 'arn:aws:codeconnections:us-east-1:111122223333:connection/0a1b2c3d-0000-1111-2222-333344445555' }),
  core: [fleet, telemetry],
  modules: [Module.of('dtc', Source.gitHub('acme/cv-dtc')), Module.of('notifications', Source.s3('acme-modules', 'notifications.zip'), { approval: true })],
});

new IntegTest(app, 'core', { testCases: [stack, fleet, telemetry] });
