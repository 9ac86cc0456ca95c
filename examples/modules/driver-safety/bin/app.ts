import { App } from 'aws-cdk-lib';
import { DriverSafety } from '../lib/driver-safety';

const app = new App({ analyticsReporting: false });
new DriverSafety(app, 'driver-safety');

app.synth();
