import { App } from 'aws-cdk-lib';
import { Notifications } from '../lib/notifications';

const app = new App({ analyticsReporting: false });
new Notifications(app, 'notifications');

app.synth();
