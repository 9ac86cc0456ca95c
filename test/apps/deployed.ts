import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import {
  CodePipelineClient, GetPipelineStateCommand, ListActionExecutionsCommand, ListPipelineExecutionsCommand, PutApprovalResultCommand,
} from '@aws-sdk/client-codepipeline';
import { IAMClient, ListRolesCommand } from '@aws-sdk/client-iam';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';

export interface Client {
  readonly endpoint: string;
  readonly region: string;
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
}

/** In seconds. Builds install and compile, which takes long on a busy machine. */
const PATIENCE = 400;

/** The contents of an account, read through SDK clients. */
export class Deployed {
  private readonly pipelines: CodePipelineClient;

  /** `log` returns the output to show if an expected state is not reached. */
  constructor(private readonly client: Client, private readonly log: () => string) {
    this.pipelines = new CodePipelineClient(client);
  }

  /** Outputs of each complete stack; the status of the others. */
  async stacks(): Promise<Record<string, any>> {
    const { Stacks = [] } = await new CloudFormationClient(this.client).send(new DescribeStacksCommand({}));
    return Object.fromEntries(Stacks.map(({ StackName, StackStatus, Outputs = [] }) => {
      const isComplete = /^(CREATE|UPDATE)_COMPLETE$/.test(StackStatus!);
      return [StackName!, isComplete ? Object.fromEntries(Outputs.map(({ OutputKey, OutputValue }) => [OutputKey!, OutputValue!])) : StackStatus!];
    }));
  }

  async roles(): Promise<string[]> {
    const { Roles = [] } = await new IAMClient(this.client).send(new ListRolesCommand({}));
    return Roles.map(({ RoleName }) => RoleName!).sort();
  }

  /** Triggers and statuses of the executions of a pipeline, oldest first. */
  async executions(pipeline: string): Promise<string[]> {
    return (await this.summaries(pipeline)).map(({ trigger, status }) => `${trigger!.triggerType} ${status}`);
  }

  /** The source revision of the newest execution of a pipeline. */
  async revision(pipeline: string): Promise<string | undefined> {
    return (await this.summaries(pipeline)).at(-1)!.sourceRevisions![0].revisionId;
  }

  /** The actions of the newest execution of a pipeline, in the order in which they started. */
  async actions(pipelineName: string): Promise<string[]> {
    const filter = { pipelineExecutionId: (await this.summaries(pipelineName)).at(-1)!.pipelineExecutionId };
    const { actionExecutionDetails = [] } = await this.pipelines.send(new ListActionExecutionsCommand({ pipelineName, filter }));
    return actionExecutionDetails.reverse().map(({ stageName, actionName, status }) => `${stageName}/${actionName} ${status}`);
  }

  /** Waits for a manual approval of a pipeline, and approves it. */
  async approve(pipelineName: string): Promise<void> {
    const asked = await this.until(async () => {
      await this.check(pipelineName);
      const { stageStates = [] } = await this.pipelines.send(new GetPipelineStateCommand({ name: pipelineName }));
      const states = stageStates.flatMap(({ stageName, actionStates = [] }) => actionStates.map(state => ({ stageName, ...state })));
      return states.find(({ latestExecution }) => latestExecution?.token);
    });
    const { stageName, actionName, latestExecution } = asked;
    const result = { status: 'Approved', summary: 'as expected' } as const;
    await this.pipelines.send(new PutApprovalResultCommand({ pipelineName, stageName, actionName, token: latestExecution!.token, result }));
  }

  /** Waits until the given number of executions of a pipeline have started. */
  async started(pipeline: string, count: number): Promise<void> {
    await this.until(async () => (await this.executions(pipeline)).length >= count);
  }

  /** Waits until the given number of executions of a pipeline have ended. */
  async ended(pipeline: string, count: number): Promise<void> {
    await this.until(async () => {
      const executions = await this.check(pipeline);
      return executions.length >= count && executions.every(each => !/InProgress|Stopping/.test(each));
    });
  }

  async upload(Body: Buffer, Bucket: string, Key: string): Promise<void> {
    await new S3Client({ ...this.client, forcePathStyle: true }).send(new PutObjectCommand({ Bucket, Key, Body }));
  }

  async invoke(FunctionName: string, payload: object = {}): Promise<unknown> {
    const { Payload } = await new LambdaClient(this.client).send(new InvokeCommand({ FunctionName, Payload: Buffer.from(JSON.stringify(payload)) }));
    return JSON.parse(Buffer.from(Payload!).toString());
  }

  /** Waits until a function returns a value. */
  until<T>(what: () => T | Promise<T>): Promise<NonNullable<T>> {
    return until(what, this.log);
  }

  private async summaries(pipelineName: string) {
    const { pipelineExecutionSummaries = [] } = await this.pipelines.send(new ListPipelineExecutionsCommand({ pipelineName }));
    return pipelineExecutionSummaries.reverse();
  }

  /** Fails immediately if the newest execution failed. */
  private async check(pipeline: string): Promise<string[]> {
    const executions = await this.executions(pipeline);
    if (executions.at(-1)?.endsWith('Failed')) throw new Error(`an execution of ${pipeline} failed:\n${this.log()}`);
    return executions;
  }
}

export async function until<T>(what: () => T | Promise<T>, log: () => string): Promise<NonNullable<T>> {
  for (const end = Date.now() + PATIENCE * 1000; Date.now() < end; await new Promise(resolve => setTimeout(resolve, 100))) {
    const found = await what();
    if (found) return found as NonNullable<T>;
  }
  throw new Error(`did not happen within ${PATIENCE} s: ${what}\n${log()}`);
}
