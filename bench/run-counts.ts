/** Counts what changes set going in a solution of as many modules as the environment says, and in one CDK Pipelines pipeline over as many stacks. */
import { synthesizePipeline } from './cdk-pipeline-app';
import { countOurs, countPipeline } from './counts';

const count = Number(process.env.BENCH_ENTRIES);

void countOurs(count).then(ours => console.log(JSON.stringify({ ours, theirs: countPipeline(synthesizePipeline(count)) })));
