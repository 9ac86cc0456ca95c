import { App } from 'aws-cdk-lib';
import { Dtc } from '../lib/dtc';

const app = new App({ analyticsReporting: false });
new Dtc(app, 'dtc');

app.synth();
