import * as path from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { Auth } from 'connected-vehicle/lib/auth';
import { Fleet } from 'connected-vehicle/lib/fleet';
import { Telemetry } from 'connected-vehicle/lib/telemetry';
import { Anomalies } from 'cv-anomalies/lib/anomalies';
import { Api } from 'cv-api/lib/api';
import { DriverSafety } from 'cv-driver-safety/lib/driver-safety';
import { Dtc } from 'cv-dtc/lib/dtc';
import { CloudFormationModule, OneTimeInstallation } from 'cv-insync';
import { Jitr } from 'cv-jitr/lib/jitr';
import { Notifications } from 'cv-notifications/lib/notifications';

const app = new App({ analyticsReporting: false });

const auth = new Auth(app, 'auth');
new Fleet(app, 'fleet');
new Telemetry(app, 'telemetry');
new OneTimeInstallation(new Stack(app, `${auth.solution}-core`), 'Installation');

new Notifications(app, 'notifications');
new Dtc(app, 'dtc');
new Anomalies(app, 'anomalies');
new DriverSafety(app, 'driver-safety');
new Jitr(app, 'jitr');
new Api(app, 'api');
new CloudFormationModule(app, 'poi', { path: path.dirname(require.resolve('cv-poi/package.json')) });

app.synth();
