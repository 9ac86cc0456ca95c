import { App } from 'aws-cdk-lib';
import { Anomalies } from '../lib/anomalies';

const app = new App({ analyticsReporting: false });
new Anomalies(app, 'anomalies');

app.synth();
