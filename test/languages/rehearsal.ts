import { mkdirSync, readFileSync, writeFileSync } from 'fs';
import { delimiter, join } from 'path';
import { ROOT, WORK } from './folders';
import { VENV } from './python';
import { run } from './run';
import type { Report } from '../../src/rehearsal/report';

const EXAMPLES = join(ROOT, 'examples', 'python');
/** Modules that the core lists in addition to the one in Python, with minimal resources; each with the parameters of its entry. */
const OTHERS = { charging: ['Currency'], weather: [] };

/** Sets up the core in Python, which lists the module in Python, and then pushes to the module. */
export async function rehearsePython() {
  const folder = join(WORK, 'rehearsal');
  mkdirSync(folder);
  for (const [name, parameters] of Object.entries(OTHERS)) layModule(join(folder, name), name, parameters);
  writeFileSync(join(folder, 'rehearse.yaml'), JSON.stringify({
    solution: 'connected-vehicle',
    core: { repository: 'acme/connected-vehicle', path: join(EXAMPLES, 'core') },
    repositories: {
      'acme/cv-geofence': join(EXAMPLES, 'module'),
      'acme/vehicles/modules': { path: folder, branch: 'release' },
      'acme/cv-weather': join(folder, 'weather'),
    },
    steps: [
      'setup',
      { commit: { repository: 'acme/cv-geofence', run: 'sed -i "s/when a vehicle leaves its area/of vehicles that leave their area/" app.py' } },
    ],
  }));
  const report = join(folder, 'report.json');
  await run(process.execPath, [join(ROOT, 'assets', 'cv-insync.js'), 'rehearse', join(folder, 'rehearse.yaml'), '--report', report], {
    env: { PATH: [join(VENV, 'bin'), process.env.PATH].join(delimiter) },
  });
  expectDelivered(JSON.parse(readFileSync(report, 'utf8')));
}

function layModule(folder: string, name: string, parameters: readonly string[]) {
  mkdirSync(folder);
  writeFileSync(join(folder, 'cdk.json'), '{ "app": "node app.js" }');
  writeFileSync(join(folder, 'app.js'), `
    const { App, CfnParameter, aws_ssm: ssm } = require('aws-cdk-lib');
    const { InSyncModule } = require('cv-insync');
    const own = new InSyncModule(new App(), '${name}');
    for (const parameter of ${JSON.stringify(parameters)}) new CfnParameter(own, parameter);
    own.produce('Name', new ssm.StringParameter(own, 'Value', { stringValue: '${name}' }).parameterName);
  `);
}

function expectDelivered({ steps: [setup, push] }: Report) {
  const ran = ({ executions }: typeof setup) => executions.map(({ of, status }) => `${of}: ${status}`).sort().join(', ');
  if (!ran(setup).includes('geofence: Succeeded')) throw new Error(`set-up: found ${ran(setup)}; expected that geofence succeeds`);
  if (ran(push) !== 'geofence: Succeeded') throw new Error(`push: found ${ran(push)}; expected geofence alone`);
  if (push.stacks.updated.join() !== 'connected-vehicle-geofence') throw new Error(`push: found the updated stacks ${push.stacks.updated.join(', ')}`);
}
