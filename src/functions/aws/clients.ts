import { CodePipelineClient } from '@aws-sdk/client-codepipeline';
import { RETRY } from '../../aws/client';

export const codePipeline = new CodePipelineClient(RETRY);
