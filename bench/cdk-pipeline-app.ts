import { App, Stack, Stage, aws_ssm as ssm, pipelines } from 'aws-cdk-lib';

const env = { account: '123456789012', region: 'us-east-1' };

/** Synthesizes a CDK Pipelines pipeline with a number of one-stack stages, and returns the template of its stack. */
export function synthesizePipeline(count: number): any {
  const app = new App();
  const stack = new Stack(app, 'Pipeline', { env });
  const pipeline = new pipelines.CodePipeline(stack, 'Pipeline', {
    synth: new pipelines.ShellStep('Synth', {
      input: pipelines.CodePipelineSource.connection('acme/vehicle', 'main', {
        connectionArn: 'arn:aws:codeconnections:us-east-1:123456789012:connection/11111111-1111-1111-1111-111111111111',
      }),
      commands: ['npx cdk synth'],
    }),
  });
  const wave = pipeline.addWave('Modules');
  for (let index = 0; index < count; index++) {
    const stage = new Stage(app, `Module${index}`, { env });
    new ssm.StringParameter(new Stack(stage, 'Stack'), 'Value', { stringValue: 'x' });
    wave.addStage(stage);
  }
  return app.synth().getStackArtifact(stack.artifactId).template;
}
