import { cdk } from 'projen';

/** The rehearsal that the everyday tests include; the others take minutes, and the gate runs them. */
const EVERYDAY = 'set-up';

/** Everyday tests in minutes; all rehearsals on demand and in the gate; and what jest does not see: types, and files that are generated and committed. */
export function checks(project: cdk.JsiiProject) {
  const test = project.testTask;
  test.reset(`jest --ci --testPathIgnorePatterns /node_modules/ "test/flows/(?!${EVERYDAY})"`, { receiveArgs: true });
  test.spawn(project.eslint!.eslintTask);
  test.exec('tsc --noEmit -p tsconfig.dev.json', { name: 'check types' });
  test.exec('tsx test/languages/toolchains.ts');

  project.addTask('test:flows', {
    description: 'Rehearse the flows that the everyday tests leave out',
    exec: `jest --ci --testPathIgnorePatterns /node_modules/ "test/flows/${EVERYDAY}" --testPathPatterns test/flows`,
    receiveArgs: true,
  });
  project.addTask('check:generated', {
    description: 'Fails if a file that is generated and committed is not what would be generated now',
    steps: [
      { spawn: project.defaultTask!.name },
      { spawn: 'docgen' },
      { spawn: 'templates:launch' },
      { spawn: 'integ' },
      { exec: 'git diff --exit-code' },
    ],
  });
}
