/** Synthesizes a CDK Pipelines pipeline with BENCH_ENTRIES one-stack stages. */
import { synthesizePipeline } from './cdk-pipeline-app';
import { report } from './measure';

void report(() => synthesizePipeline(Number(process.env.BENCH_ENTRIES)));
