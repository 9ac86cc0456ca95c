import { App } from 'aws-cdk-lib';
import { PipelinesStack } from '../lib/pipelines-stack';

new PipelinesStack(new App(), 'PipelinesStack');
