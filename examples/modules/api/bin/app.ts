import { App } from 'aws-cdk-lib';
import { Api } from '../lib/api';

const app = new App({ analyticsReporting: false });
new Api(app, 'api');

app.synth();
