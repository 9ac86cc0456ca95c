/* eslint-disable @typescript-eslint/no-require-imports -- what is loaded is known at run time, and clients only when they are asked for */
import Module from 'module';
import { join } from 'path';
import { FunctionConsole } from './console';

/**
 * Runs in a process of its own: loads a function's handler and serves its invocations, which come as messages of the parent.
 * The AWS SDK is at hand as it is in Lambda's runtime: a handler that does not bring a client gets the one of this bundle.
 */
export async function runFunction(folder: string, handlerName: string): Promise<void> {
  provideSdk();
  const dot = handlerName.lastIndexOf('.');
  const file = join(folder, handlerName.slice(0, dot));
  const output = new FunctionConsole();
  output.install();
  let handler: Handler | undefined;
  let problem: unknown;
  try {
    const loaded = await load(file);
    handler = loaded[handlerName.slice(dot + 1)];
    if (typeof handler !== 'function') throw Object.assign(new Error(`${handlerName} is undefined or not exported`), { name: 'Runtime.HandlerNotFound' });
  } catch (error) {
    problem = error;
  }
  let initMilliseconds: number | undefined = process.uptime() * 1000;
  process.on('message', ({ requestId, payload, deadline }: Invocation) => void (async () => {
    output.requestId = requestId;
    const answer = (result: { ok: boolean; payload: string }) => {
      process.send!({ requestId, ...result, memoryUsed: Math.ceil(process.memoryUsage.rss() / MEGABYTE), initMilliseconds } satisfies Answer);
      initMilliseconds = undefined;
    };
    try {
      if (problem) throw problem;
      answer({ ok: true, payload: JSON.stringify(await call(handler!, JSON.parse(payload), requestId, deadline)) ?? 'null' });
    } catch (error) {
      const { name, message, stack } = error instanceof Error ? error : new Error(String(error));
      const failure = { errorType: name, errorMessage: message, trace: stack?.split('\n') };
      output.failed(failure);
      answer({ ok: false, payload: JSON.stringify(failure) });
    }
  })());
  process.on('disconnect', () => process.exit());
}

const MEGABYTE = 2 ** 20;

type Handler = (event: unknown, context: object, callback: (error: unknown, result?: unknown) => void) => unknown;

/** A message to the process. */
export interface Invocation {
  readonly requestId: string;
  readonly payload: string;
  readonly deadline: number;
}

/** The answer of the process. */
export interface Answer {
  readonly requestId: string;
  readonly ok: boolean;
  readonly payload: string;
  readonly memoryUsed: number;
  /** In the first answer only. */
  readonly initMilliseconds?: number;
}

async function load(file: string): Promise<any> {
  try {
    return require(file);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code !== 'ERR_REQUIRE_ESM' && !(code === 'MODULE_NOT_FOUND' && message.includes(file))) throw error;
    return import(`${file}.mjs`);
  }
}

function call(handler: Handler, event: unknown, awsRequestId: string, deadline: number) {
  const { env } = process;
  return new Promise((resolve, reject) => {
    const context = {
      functionName: env.AWS_LAMBDA_FUNCTION_NAME,
      functionVersion: '$LATEST',
      invokedFunctionArn: env.EMULATOR_FUNCTION_ARN,
      memoryLimitInMB: env.AWS_LAMBDA_FUNCTION_MEMORY_SIZE,
      awsRequestId,
      logGroupName: env.AWS_LAMBDA_LOG_GROUP_NAME,
      logStreamName: env.AWS_LAMBDA_LOG_STREAM_NAME,
      getRemainingTimeInMillis: () => Math.max(0, deadline - Date.now()),
    };
    const result = handler(event, context, (error, value) => error ? reject(error) : resolve(value));
    if (handler.length < 3 || result instanceof Promise) Promise.resolve(result).then(resolve, reject);
  });
}

const CLIENTS: Record<string, () => unknown> = {
  '@aws-sdk/client-cloudformation': () => require('@aws-sdk/client-cloudformation'),
  '@aws-sdk/client-cloudwatch-logs': () => require('@aws-sdk/client-cloudwatch-logs'),
  '@aws-sdk/client-codebuild': () => require('@aws-sdk/client-codebuild'),
  '@aws-sdk/client-codepipeline': () => require('@aws-sdk/client-codepipeline'),
  '@aws-sdk/client-eventbridge': () => require('@aws-sdk/client-eventbridge'),
  '@aws-sdk/client-iam': () => require('@aws-sdk/client-iam'),
  '@aws-sdk/client-kms': () => require('@aws-sdk/client-kms'),
  '@aws-sdk/client-lambda': () => require('@aws-sdk/client-lambda'),
  '@aws-sdk/client-s3': () => require('@aws-sdk/client-s3'),
  '@aws-sdk/client-sns': () => require('@aws-sdk/client-sns'),
  '@aws-sdk/client-ssm': () => require('@aws-sdk/client-ssm'),
  '@aws-sdk/client-sts': () => require('@aws-sdk/client-sts'),
};

function provideSdk() {
  const loader = Module as unknown as { _load: (request: string, parent: unknown, isMain: boolean) => unknown };
  const original = loader._load;
  loader._load = (request, parent, isMain) => {
    try {
      return original(request, parent, isMain);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'MODULE_NOT_FOUND' || !CLIENTS[request]) throw error;
      return CLIENTS[request]();
    }
  };
}
