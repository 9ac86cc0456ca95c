/** Synthesizes one CDK Pipelines pipeline over as many one-stack stages as the environment says. */
import { synthesizePipeline } from './cdk-pipeline-app';
import { report } from './measure';

void report(() => synthesizePipeline(Number(process.env.BENCH_ENTRIES)));
