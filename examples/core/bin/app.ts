import { App, Stack } from 'aws-cdk-lib';
import { CoreInSync, Module, Source } from 'cv-insync';
import { Auth } from '../lib/auth';
import { Fleet } from '../lib/fleet';
import { Telemetry } from '../lib/telemetry';

const app = new App({ analyticsReporting: false });

const auth = new Auth(app, 'auth');
const fleet = new Fleet(app, 'fleet');
const telemetry = new Telemetry(app, 'telemetry');

const stack = new Stack(app, 'connected-vehicle-core');
new CoreInSync(stack, 'InSync', {
  solution: 'connected-vehicle',
  source: Source.gitHub('acme/connected-vehicle', {
    branch: 'main',
    connectionArn: app.node.getContext('connectionArn'),
  }),
  core: [auth, fleet, telemetry],
  modules: [
    Module.of('notifications', Source.gitHub('acme/cv-notifications')),
    Module.of('dtc', Source.gitHub('acme/cv-dtc')),
    Module.of('anomalies', Source.gitHub('acme/cv-anomalies')),
  ],
});

app.synth();
