import { randomUUID } from 'crypto';
import type { InvocationRequest } from '@aws-sdk/client-lambda';
import type { Account } from '../account';
import { AwsError } from '../aws-error';
import type { Operation } from '../service';
import { functionStateOf, type FunctionRecord, type InvocationResult } from './state';

/** How often Lambda tries an asynchronous invocation. */
const ASYNC_ATTEMPTS = 3;

/** The most bytes of the log in the answer of an invocation. */
const LOG_TAIL = 4096;

export function invokeOperation(account: Account, functionOf: (name: string) => FunctionRecord): Operation {
  const state = functionStateOf(account);
  const run = async (target: FunctionRecord, payload: string): Promise<InvocationResult> => {
    if (!state.invoker) throw new AwsError('ServiceException', `the account has no executor: function '${target.name}' cannot be invoked`, 500);
    return state.invoker(target, payload);
  };
  const runLater = (target: FunctionRecord, payload: string) => account.later(async () => {
    for (let attempt = 0; attempt < ASYNC_ATTEMPTS; attempt++) if ((await run(target, payload)).ok) return;
  });
  return async ({ FunctionName, InvocationType = 'RequestResponse', LogType, Payload }: InvocationRequest) => {
    const target = functionOf(FunctionName!);
    const payload = Payload === undefined ? '{}' : typeof Payload === 'string' ? Payload : Buffer.from(Payload).toString();
    if (InvocationType === 'DryRun') return { StatusCode: 204 };
    if (InvocationType === 'Event') {
      runLater(target, payload);
      return { StatusCode: 202, requestId: randomUUID() };
    }
    const result = await run(target, payload);
    return {
      StatusCode: 200,
      ExecutedVersion: '$LATEST',
      Payload: Buffer.from(result.payload),
      ...(result.ok ? {} : { FunctionError: 'Unhandled' }),
      ...(LogType === 'Tail' ? { LogResult: Buffer.from(result.log ?? '').subarray(-LOG_TAIL).toString('base64') } : {}),
    };
  };
}
