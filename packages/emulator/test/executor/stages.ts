import type { ActionDeclaration, Condition, PipelineDeclaration, Result, RuleDeclaration, StageDeclaration } from '@aws-sdk/client-codepipeline';
import { strToU8, zipSync } from 'fflate';
import { BUCKET, executionsOf, pipeline, ROLE, type Bench } from './support';
import type { ExecutionRecord } from '../../src/account/codepipeline';

const KEY = 'source.zip';

/** A source action for an object in a versioned bucket. */
export const stored: ActionDeclaration = {
  name: 'Take',
  actionTypeId: { category: 'Source', owner: 'AWS', provider: 'S3', version: '1' },
  configuration: { S3Bucket: BUCKET, S3ObjectKey: KEY, PollForSourceChanges: 'false' },
  outputArtifacts: [{ name: 'Source' }],
  namespace: 'SourceVariables',
};

/** Uploads the files of the source and returns the object's version. */
export async function store({ account }: Bench, files: Record<string, string>, Key = KEY): Promise<string> {
  await account.call('s3', 'PutBucketVersioning', { Bucket: BUCKET, VersioningConfiguration: { Status: 'Enabled' } });
  const Body = Buffer.from(zipSync(Object.fromEntries(Object.entries(files).map(([path, text]) => [path, strToU8(text)]))));
  return (await account.call('s3', 'PutObject', { Bucket: BUCKET, Key, Body })).VersionId;
}

export const rule = (provider: string, configuration: Record<string, string>, more: Partial<RuleDeclaration> = {}): RuleDeclaration =>
  ({ name: provider, ruleTypeId: { category: 'Rule', owner: 'AWS', provider, version: '1' }, configuration, ...more });

/** A rule that checks the value of a variable. */
export const check = (Variable: string, Operator: string, Value: string, more: Partial<RuleDeclaration> = {}) => rule('VariableCheck', { Variable, Operator, Value }, more);

export const condition = (result: Result, ...rules: RuleDeclaration[]): { conditions: Condition[] } => ({ conditions: [{ result, rules }] });

/** A pipeline with an S3 source and further stages with the given settings. */
export const staged = (
  name: string, stages: readonly (Partial<StageDeclaration> & { readonly name: string })[], more: Partial<PipelineDeclaration> = {},
): PipelineDeclaration => ({
  ...pipeline(name, {}),
  variables: [{ name: 'LEVEL', defaultValue: 'low' }],
  ...more,
  stages: [{ name: 'Source', actions: [stored] }, ...stages as StageDeclaration[]],
});

/** A function whose code is the body of an asynchronous handler; `put` answers its job. */
export const makeFunction = ({ account }: Bench, name: string, body: string) => account.call('lambda', 'CreateFunction', {
  FunctionName: name,
  Runtime: 'nodejs22.x',
  Handler: 'index.handler',
  Role: ROLE,
  Code: {
    ZipFile: zipSync({
      'index.js': strToU8(`
const { CodePipelineClient, PutJobSuccessResultCommand, PutJobFailureResultCommand } = require('@aws-sdk/client-codepipeline');
const client = new CodePipelineClient({});
exports.handler = async event => {
  const job = event['CodePipeline.job'];
  const put = (ok, message) => client.send(ok
    ? new PutJobSuccessResultCommand({ jobId: job.id, executionDetails: { summary: message } })
    : new PutJobFailureResultCommand({ jobId: job.id, failureDetails: { type: 'JobFailed', message } }));
  ${body}
};`),
    }),
  },
});

/** The status of each stage that an execution reached. */
export const statuses = ({ stages }: ExecutionRecord) =>
  Object.fromEntries(stages.filter(({ status }) => status).map(({ name, status }) => [name, status]));

export const newestOf = (on: Bench, name: string): ExecutionRecord => executionsOf(on, name).at(-1)!;
