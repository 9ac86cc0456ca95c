import { cdk } from 'projen';

/** What jest does not see: types (it only transpiles), and files that are generated and committed. */
export function checks(project: cdk.JsiiProject) {
  project.testTask.exec('tsc --noEmit -p tsconfig.dev.json', { name: 'check types' });
  project.addTask('check:generated', {
    description: 'Fails if a file that is generated and committed is not what would be generated now',
    steps: [
      { spawn: project.defaultTask!.name },
      { spawn: 'docgen' },
      { spawn: 'integ' },
      { exec: 'git diff --exit-code' },
    ],
  });
}
