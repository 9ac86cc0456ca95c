import { App } from 'aws-cdk-lib';
import { Jitr } from '../lib/jitr';

const app = new App({ analyticsReporting: false });
new Jitr(app, 'jitr');

app.synth();
