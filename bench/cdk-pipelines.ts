/** Synthesizes one CDK Pipelines pipeline over as many one-stack stages as the environment says. */
import { App, Stack, Stage, aws_ssm as ssm, pipelines } from 'aws-cdk-lib';
import { report } from './measure';

const count = Number(process.env.BENCH_ENTRIES);

void report(() => {
  const app = new App();
  const stack = new Stack(app, 'Pipeline', { env: { account: '123456789012', region: 'us-east-1' } });
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
    const stage = new Stage(app, `Module${index}`, { env: { account: '123456789012', region: 'us-east-1' } });
    new ssm.StringParameter(new Stack(stage, 'Stack'), 'Value', { stringValue: 'x' });
    wave.addStage(stage);
  }
  app.synth();
});
