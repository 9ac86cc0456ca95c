/* eslint-disable @typescript-eslint/no-require-imports -- what is loaded is known at run time, and clients only when they are asked for */
import Module from 'module';
import { join } from 'path';

/**
 * Runs in a process of its own: loads a function's handler and serves its invocations, which come as messages of the parent.
 * The AWS SDK is at hand as it is in Lambda's runtime: a handler that does not bring a client gets the one of this bundle.
 */
export async function runFunction(folder: string, handlerName: string): Promise<void> {
  provideSdk();
  const dot = handlerName.lastIndexOf('.');
  const file = join(folder, handlerName.slice(0, dot));
  let handler: ((event: unknown, context: object, callback: (error: unknown, result?: unknown) => void) => unknown) | undefined;
  let problem: unknown;
  try {
    const loaded = await load(file);
    handler = loaded[handlerName.slice(dot + 1)];
    if (typeof handler !== 'function') throw Object.assign(new Error(`${handlerName} is undefined or not exported`), { name: 'Runtime.HandlerNotFound' });
  } catch (error) {
    problem = error;
  }
  process.on('message', ({ id, payload, context }: Invocation) => void (async () => {
    try {
      if (problem) throw problem;
      process.send!({ id, ok: true, payload: JSON.stringify(await call(handler!, JSON.parse(payload), context)) ?? 'null' });
    } catch (error) {
      const { name, message, stack } = error instanceof Error ? error : new Error(String(error));
      console.error(error);
      process.send!({ id, ok: false, payload: JSON.stringify({ errorType: name, errorMessage: message, trace: stack?.split('\n') }) });
    }
  })());
  process.on('disconnect', () => process.exit());
}

interface Invocation {
  readonly id: number;
  readonly payload: string;
  readonly context: { readonly deadline: number };
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

function call(handler: (event: unknown, context: object, callback: (error: unknown, result?: unknown) => void) => unknown, event: unknown, { deadline }: Invocation['context']) {
  return new Promise((resolve, reject) => {
    const context = {
      functionName: process.env.AWS_LAMBDA_FUNCTION_NAME,
      functionVersion: '$LATEST',
      invokedFunctionArn: process.env.EMULATOR_FUNCTION_ARN,
      memoryLimitInMB: process.env.AWS_LAMBDA_FUNCTION_MEMORY_SIZE,
      awsRequestId: `${Date.now()}-${Math.round(Math.random() * 1e9)}`,
      logGroupName: `/aws/lambda/${process.env.AWS_LAMBDA_FUNCTION_NAME}`,
      logStreamName: 'rehearsal',
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
