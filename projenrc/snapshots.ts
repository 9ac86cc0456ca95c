import { cdk } from 'projen';

/** Compares whole templates with snapshots, without an account. */
export function snapshots(project: cdk.JsiiProject) {
  const runner = 'integ-runner --language typescript --directory test --parallel-regions us-east-1';
  const env = { AWS_REGION: 'us-east-1', TS_NODE_TRANSPILE_ONLY: '1' };
  project.addTask('integ', { description: 'Verify the snapshots of whole templates', exec: runner, env });
  project.addTask('integ:update', { description: 'Write the snapshots of whole templates', exec: `${runner} --dry-run --update-on-failed`, env });
  project.gitignore.exclude('/test/cdk-integ.out*');
}
