import { cdk } from 'projen';

/** Compares complete templates with snapshots, without an AWS account. */
export function snapshots(project: cdk.JsiiProject) {
  const runner = 'integ-runner --language typescript --directory test --parallel-regions us-east-1';
  const env = { AWS_REGION: 'us-east-1', TS_NODE_TRANSPILE_ONLY: '1' };
  project.addTask('integ', { description: 'Verify the snapshots of complete templates', exec: runner, env });
  project.addTask('integ:update', { description: 'Update the snapshots of complete templates', exec: `${runner} --dry-run --update-on-failed`, env });
  project.gitignore.exclude('/test/cdk-integ.out*');
}
