import { randomUUID } from 'crypto';
import { pipelineStateOf, type ActionRecord, type JobResult, type WorkRecord } from '../../account/codepipeline';
import { functionStateOf } from '../../account/lambda';
import { ActionFailure, type ActionRun, type WorkProvider } from '../context';
import { credentialsOf } from '../credentials';

const FIRST_PAUSE = 200;
const LONGEST_PAUSE = 1000;
const SHORTEST_PAUSE = 50;
const HOUR = 3_600_000;

/** Invokes a function with a job, repeatedly while it answers with a continuation token. */
export const lambdaInvoke: WorkProvider = async run => {
  const { context: { account }, configuration: { FunctionName }, signal } = run;
  const { functions, invoker } = functionStateOf(account);
  const target = functions[FunctionName?.startsWith('arn:') ? FunctionName.split(':')[6] : FunctionName];
  if (!target) throw new ActionFailure(`the AWS Lambda function '${FunctionName}' does not exist`, 'ConfigurationError');
  if (!invoker) throw new ActionFailure(`the account has no executor: function '${target.name}' cannot be invoked`);
  const changes = changesFor(run);
  try {
    let continuationToken: string | undefined;
    for (let pause = FIRST_PAUSE; ; pause = Math.min(pause * 1.5, LONGEST_PAUSE)) {
      changes.forget();
      const { id, event, answer } = await job(run, continuationToken);
      const invoked = await invoker(target, JSON.stringify(event));
      const result = answer();
      if (!invoked.ok) throw new ActionFailure(`function '${target.name}' failed: ${messageOf(invoked.payload)}`, 'JobFailed', target.name);
      if (!result) throw new ActionFailure(`function '${target.name}' returned without a result for job ${id} (PutJobSuccessResult or PutJobFailureResult)`, 'JobFailed', target.name);
      if (!result.ok) throw new ActionFailure(result.message, 'JobFailed', result.externalId ?? target.name);
      const { summary, externalId = target.name, variables } = result;
      if (result.continuationToken === undefined) return { summary, externalId, variables };
      continuationToken = result.continuationToken;
      if (summary) run.progress(summary);
      await changes.pause(pause);
      if (signal.aborted) throw signal.reason;
    }
  } finally {
    changes.close();
  }
};

async function job(run: ActionRun<WorkRecord>, continuationToken?: string) {
  const { context: { account }, execution, action, configuration, inputs, outputs, roleArn } = run;
  const { jobs, signals } = pipelineStateOf(account);
  const id = randomUUID();
  jobs[id] = { pipeline: execution.pipeline, execution: execution.id, action: action.name, answered: false };
  let result: JobResult | undefined;
  const listener = (answered: string, answer: JobResult) => {
    if (answered === id) result = answer;
  };
  signals.on('job', listener);
  const artifacts = (all: typeof inputs) => Object.entries(all).map(([name, { bucket, key, revision }]) => ({
    name, revision: revision ?? null, location: { type: 'S3', s3Location: { bucketName: bucket, objectKey: key } },
  }));
  const credentials = await credentialsOf(account, roleArn, action.name);
  const { FunctionName, UserParameters } = configuration;
  const event = {
    'CodePipeline.job': {
      id,
      accountId: account.accountId,
      data: {
        actionConfiguration: { configuration: { FunctionName, ...(UserParameters === undefined ? {} : { UserParameters }) } },
        inputArtifacts: artifacts(inputs),
        outputArtifacts: artifacts(outputs),
        artifactCredentials: {
          accessKeyId: credentials.AccessKeyId,
          secretAccessKey: credentials.SecretAccessKey,
          sessionToken: credentials.SessionToken,
          expirationTime: Date.now() + HOUR,
        },
        ...(continuationToken === undefined ? {} : { continuationToken }),
      },
    },
  };
  const answer = () => {
    signals.off('job', listener);
    jobs[id].answered = true;
    return result;
  };
  return { id, event, answer };
}

/** Pauses that end early when another action or execution has ended, even if that happened while the function was running. */
function changesFor({ context: { account }, action, signal }: ActionRun<WorkRecord>) {
  const { signals } = pipelineStateOf(account);
  let changed = false;
  let wake = () => {};
  const notice = () => {
    changed = true;
    wake();
  };
  const ended = (other: ActionRecord) => {
    if (other !== action && other.status !== 'InProgress') notice();
  };
  signals.on('action', ended);
  signals.on('finished', notice);
  signal.addEventListener('abort', notice, { once: true });
  return {
    forget: () => {
      changed = false;
    },
    pause: async (longest: number) => {
      await new Promise(resolve => setTimeout(resolve, SHORTEST_PAUSE));
      if (changed) return;
      await new Promise<void>(resolve => {
        const timer = setTimeout(resolve, longest - SHORTEST_PAUSE);
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    },
    close: () => {
      signals.off('action', ended);
      signals.off('finished', notice);
      signal.removeEventListener('abort', notice);
    },
  };
}

function messageOf(payload: string): string {
  try {
    return JSON.parse(payload).errorMessage ?? payload;
  } catch {
    return payload;
  }
}
