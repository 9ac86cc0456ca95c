import { App, Stack } from 'aws-cdk-lib';
import { CoreInSync, Module, Source } from 'cv-insync';
import { Auth } from '../lib/auth';
import { Fleet } from '../lib/fleet';
import { Telemetry } from '../lib/telemetry';

const app = new App({ analyticsReporting: false });

const auth = new Auth(app, 'auth');
const fleet = new Fleet(app, 'fleet');
const telemetry = new Telemetry(app, 'telemetry');

/** The topics that vehicles listen on, and the certificates that they connect with, do not carry the name of the solution. */
const ALERTS = { actions: ['iot:Publish'], resources: ['arn:*:iot:*:*:topic/connectedcar/alert/*'] };
const CERTIFICATES = { actions: ['iot:AttachPolicy', 'iot:DescribeCertificate', 'iot:UpdateCertificate'], resources: ['arn:*:iot:*:*:cert/*'] };

const stack = new Stack(app, `${auth.solution}-core`);
new CoreInSync(stack, 'InSync', {
  source: Source.gitHub('acme/connected-vehicle', {
    branch: 'main',
    connectionArn: app.node.getContext('connectionArn'),
  }),
  core: [auth, fleet, telemetry],
  modules: [
    Module.of('notifications', Source.gitHub('acme/cv-notifications'), { permissions: [ALERTS] }),
    Module.of('dtc', Source.gitHub('acme/cv-dtc')),
    Module.of('anomalies', Source.gitHub('acme/cv-anomalies')),
    Module.of('driver-safety', Source.gitHub('acme/cv-driver-safety')),
    Module.of('jitr', Source.gitHub('acme/cv-jitr'), { permissions: [CERTIFICATES], allows: ['retain'] }),
    Module.of('api', Source.gitHub('acme/cv-api')),
    Module.of('poi', Source.gitHub('acme/cv-poi')),
  ],
});

app.synth();
