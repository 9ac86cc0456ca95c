import { App } from 'aws-cdk-lib';
import { LambdaStack } from '../lib/lambda-stack';
import { PipelineStack } from '../lib/pipeline-stack';

const app = new App();
const { lambdaCode } = new LambdaStack(app, 'LambdaStack');
new PipelineStack(app, 'PipelineStack', { lambdaCode });
