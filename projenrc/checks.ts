import { cdk, javascript } from 'projen';
import { slow } from '../test/jest/suites.json';

/** The package of TypeScript's native compiler, beside `typescript`, whose API linters use. npm gives the command `tsc` to the first name in the alphabet, which is `typescript`. */
const NATIVE = 'typescript-native';

/** The rehearsal that is part of `npm test`. The others take minutes and are run by the gate. */
const DEFAULT_FLOW = 'set-up';

/** Rehearsals, and interruptions of commands one call at a time, outside of the folder of flows. They are run with the flows. */
const LIKE_FLOWS = ['test/security/(contracts|outlive|registrations)', 'test/cli/interruptions'];

/** Third-party pipelines, deployed by their own tools. They install packages, so they are not part of `npm test`. */
const APPS = 'test/apps';

/** Generated inputs: of files and records, and of the emulator, in its package. */
const FUZZ = 'test/fuzz';

/** Test tasks: `npm test` takes minutes; all rehearsals run on demand and in the gate. Jest does not check types and generated files, so tasks do. */
export function checks(project: cdk.JsiiProject) {
  jest(project);
  const test = project.testTask;
  // jsii compiles the library with the TypeScript that it brings along. The native compiler checks everything in a quarter of the time.
  project.addDevDeps(`${NATIVE}@npm:typescript@7.0.2`);
  const types = project.addTask('check:types', {
    description: 'Check the types of all TypeScript',
    exec: `node node_modules/${NATIVE}/bin/tsc --noEmit -p tsconfig.dev.json --incremental --tsBuildInfoFile node_modules/.cache/cv-insync/tsconfig.dev.tsbuildinfo`,
  });
  const beside = [`projen ${types.name} && projen ${project.eslint!.eslintTask.name}`, 'tsx test/languages/toolchains.ts'];
  const flows = jestWithout(`test/flows/(?!${DEFAULT_FLOW})`, ...LIKE_FLOWS, APPS, FUZZ);
  test.reset(`node scripts/build/at-once.mjs ${beside.map(command => `"${command}"`).join(' ')} -- ${flows}`, { receiveArgs: true });

  project.addTask('test:unit', {
    description: 'Run the fast tests, in under a minute',
    exec: jestWithout(...slow, APPS, FUZZ),
    receiveArgs: true,
  });
  project.addTask('test:flows', {
    description: 'Rehearse the flows, and run the like, that are not part of npm test',
    exec: `${jestWithout(`test/flows/${DEFAULT_FLOW}`)} --testPathPatterns test/flows ${LIKE_FLOWS.map(path => `"${path}"`).join(' ')}`,
    receiveArgs: true,
  });
  project.addTask('test:apps', {
    description: 'Deploy third-party pipelines to cv-insync account, and run them',
    exec: `${jestWithout()} --testPathPatterns ${APPS}`,
    receiveArgs: true,
  });
  project.addTask('fuzz', {
    description: 'Try generated and damaged inputs, for about a minute or FUZZ_SECONDS',
    exec: `${jestWithout()} --runInBand --testPathPatterns ${FUZZ}`,
    receiveArgs: true,
  });
  const rights = 'tsx --tsconfig tsconfig.dev.json test/security/rights';
  project.addTask('mutate:rights', {
    description: 'Take every right away from every policy, one at a time, and say what notices it',
    exec: rights,
    receiveArgs: true,
  });
  project.addTask('mutate:rights:nightly', {
    description: 'The same with the decisions of all flows, and with some rights taken away in earnest',
    steps: [
      { exec: 'rm -rf node_modules/.cache/cv-insync/decisions && mkdir -p node_modules/.cache/cv-insync/decisions' },
      {
        exec: 'NODE_OPTIONS="--import $PWD/packages/emulator/test/iam-evaluator/record-decisions.mjs" INSYNC_DECISIONS="$PWD/node_modules/.cache/cv-insync/decisions" '
          + `${jestWithout()} --testPathPatterns test/flows`,
      },
      { exec: `${rights} --decisions node_modules/.cache/cv-insync/decisions --sample 20 --seed $(date +%j)` },
    ],
  });
  project.addTask('nightly', {
    description: 'Run what takes too long for every change',
    steps: [
      { spawn: 'mutate:rights:nightly' },
      { exec: 'npm run --silent conformance -- --emulator --yes --rounds 5 --expiry --compare conformance/fixtures' },
      { exec: 'FUZZ_SECONDS=1800 npm run --silent fuzz' },
    ],
  });
  project.addTask('facts', {
    description: 'Write what AWS publishes about permissions, from the pinned sources, into packages/emulator/src/facts',
    exec: 'tsx --tsconfig tsconfig.dev.json packages/emulator/scripts/facts',
  });
  project.addTask('check:generated', {
    description: 'Fail if a committed generated file differs from what is generated now',
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

/** esbuild compiles the tests, without checking their types; tsc does that once for the repository. */
function jest(project: cdk.JsiiProject) {
  const { config } = project.jest!;
  project.deps.removeDependency('ts-jest');
  project.addDevDeps('@jest/test-sequencer@^30.0.0');
  config.transform = { '^.+\\.ts$': new javascript.Transform('<rootDir>/test/jest/compile.mjs') };
  config.globalSetup = '<rootDir>/test/jest/before.mjs';
  config.globalTeardown = '<rootDir>/test/jest/after.mjs';
  config.testSequencer = '<rootDir>/test/jest/order.mjs';
  // Long enough that tests do not fail on a slow machine, and that a hanging test fails.
  config.testTimeout = 60_000;
  config.setupFiles = ['<rootDir>/test/jest/quiet.ts'];
}
