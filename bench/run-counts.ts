/** Counts what changes run in a solution with BENCH_ENTRIES modules, and in a CDK Pipelines pipeline with as many stacks. */
import { synthesizePipeline } from './cdk-pipeline-app';
import { countOurs, countPipeline } from './counts';

const count = Number(process.env.BENCH_ENTRIES);

void countOurs(count).then(ours => console.log(JSON.stringify({ ours, theirs: countPipeline(synthesizePipeline(count)) })));
