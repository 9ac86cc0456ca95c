import { cdk, javascript } from 'projen';
import { slow } from '../test/jest/suites.json';

/** The rehearsal that the everyday tests include; the others take minutes, and the gate runs them. */
const EVERYDAY = 'set-up';

/** Pipelines of others, deployed by their own tools. They install packages, so the everyday tests leave them out. */
const APPS = 'test/apps';

/** Everyday tests in minutes; all rehearsals on demand and in the gate; and what jest does not see: types, and files that are generated and committed. */
export function checks(project: cdk.JsiiProject) {
  jest(project);
  const test = project.testTask;
  test.reset(jestWithout(`test/flows/(?!${EVERYDAY})`, APPS), { receiveArgs: true });
  test.spawn(project.eslint!.eslintTask);
  test.exec('tsc --noEmit -p tsconfig.dev.json --incremental --tsBuildInfoFile node_modules/.cache/cv-insync/tsconfig.dev.tsbuildinfo', { name: 'check types' });
  test.exec('tsx test/languages/toolchains.ts');

  project.addTask('test:unit', {
    description: 'Run the tests that take milliseconds, within a minute',
    exec: jestWithout(...slow, APPS),
    receiveArgs: true,
  });
  project.addTask('test:flows', {
    description: 'Rehearse the flows that the everyday tests leave out',
    exec: `${jestWithout(`test/flows/${EVERYDAY}`)} --testPathPatterns test/flows`,
    receiveArgs: true,
  });
  project.addTask('test:apps', {
    description: 'Deploy pipelines that others wrote to cv-insync account, and run them',
    exec: `${jestWithout()} --testPathPatterns ${APPS}`,
    receiveArgs: true,
  });
  project.addTask('facts', {
    description: 'Write what AWS publishes about permissions, from the pinned sources, into packages/emulator/src/facts',
    exec: 'tsx --tsconfig tsconfig.dev.json packages/emulator/scripts/facts',
  });
  project.addTask('check:generated', {
    description: 'Fails if a file that is generated and committed is not what would be generated now',
    steps: [
      { spawn: project.defaultTask!.name },
      { spawn: 'docgen' },
      { spawn: 'templates:launch' },
      { spawn: 'integ' },
      { spawn: 'facts' },
      { exec: 'git diff --exit-code' },
    ],
  });
}

const jestWithout = (...paths: string[]) => `jest --ci --testPathIgnorePatterns /node_modules/ ${paths.map(path => `"${path}"`).join(' ')}`;

/** Tests are compiled as quickly as the command line is, by esbuild: the types are checked once, by tsc. */
function jest(project: cdk.JsiiProject) {
  const { config } = project.jest!;
  project.deps.removeDependency('ts-jest');
  project.addDevDeps('@jest/test-sequencer@^30.0.0');
  config.transform = { '^.+\\.ts$': new javascript.Transform('<rootDir>/test/jest/compile.mjs') };
  config.globalSetup = '<rootDir>/test/jest/before.mjs';
  config.globalTeardown = '<rootDir>/test/jest/after.mjs';
  config.testSequencer = '<rootDir>/test/jest/order.mjs';
  // A test that takes this long hangs; how fast a machine is fails no test.
  config.testTimeout = 60_000;
  config.setupFiles = ['<rootDir>/test/jest/quiet.ts'];
}
