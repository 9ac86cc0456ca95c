import type { ChildProcess } from 'child_process';
import { randomUUID } from 'crypto';
import { closeSync, openSync } from 'fs';
import { join } from 'path';
import type { FunctionRecord, InvocationResult } from '../../account/lambda';
import type { Context } from '../context';
import { awsEnvironment } from '../credentials';
import { killGroup } from '../processes';
import { FunctionLog } from './log';
import type { Measures } from './report';
import type { Answer, Invocation } from './runner';

/** The outcome of an invocation: the answer of the function, or why there is none. */
interface Outcome {
  readonly result: InvocationResult;
  readonly measured: Pick<Measures, 'memoryUsed' | 'initMilliseconds' | 'status'>;
  /** Absent if the function answered. */
  readonly problem?: string;
}

/** One process of a function. As in Lambda, it serves one invocation at a time. */
export class Instance {
  busy = true;

  constructor(private readonly target: FunctionRecord, private readonly child: ChildProcess, private readonly log: FunctionLog) {}

  async invoke(payload: string): Promise<InvocationResult> {
    const requestId = randomUUID();
    const { memorySize } = this.target.configuration;
    const began = performance.now();
    this.log.start(requestId);
    const { result, measured, problem } = await this.outcome(requestId, payload);
    const log = await this.log.end(requestId, { milliseconds: performance.now() - began, memorySize, ...measured }, problem);
    return { ...result, log };
  }

  kill(): void {
    killGroup(this.child);
  }

  private outcome(requestId: string, payload: string): Promise<Outcome> {
    const { child, target: { configuration: { timeout } } } = this;
    return new Promise(resolve => {
      const settle = (outcome: Outcome) => {
        clearTimeout(timer);
        child.off('message', message);
        child.off('exit', exit);
        child.off('error', broken);
        resolve(outcome);
      };
      const fail = (problem: string, status: Measures['status'] = 'error') =>
        settle({ result: { ok: false, payload: JSON.stringify({ errorMessage: problem }) }, measured: { memoryUsed: 0, status }, problem });
      const message = ({ requestId: answered, ok, payload: answer, memoryUsed, initMilliseconds }: Answer) => {
        if (answered === requestId) settle({ result: { ok, payload: answer }, measured: { memoryUsed, initMilliseconds, status: ok ? 'success' : 'error' } });
      };
      const exit = (code: number | null) => fail(`the process of the function ended${code === null ? '' : ` with exit status ${code}`}`);
      const broken = (error: Error) => fail(error.message);
      const timer = setTimeout(() => {
        fail(`Task timed out after ${timeout.toFixed(2)} seconds`, 'timeout');
        this.kill();
      }, timeout * 1000);
      child.on('message', message);
      child.once('exit', exit);
      child.once('error', broken);
      child.send({ requestId, payload, deadline: Date.now() + timeout * 1000 } satisfies Invocation, error => {
        if (error) fail(error.message);
      });
    });
  }
}

/** Starts a process of a function. */
export async function startInstance(
  context: Context, target: FunctionRecord, folder: string, logFile: string, onExit: (instance: Instance) => void,
): Promise<Instance> {
  const { name, arn, configuration: { role, handler, environment, memorySize, logging } } = target;
  const log = new FunctionLog(context.account, target, join(context.workDir, 'logs', 'functions'), logFile);
  await log.open();
  const env = {
    ...context.baseEnvironment,
    ...await awsEnvironment(context.account, role, name, 'lambda.amazonaws.com'),
    AWS_LAMBDA_FUNCTION_NAME: name,
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(memorySize),
    AWS_LAMBDA_LOG_GROUP_NAME: log.group,
    AWS_LAMBDA_LOG_STREAM_NAME: log.stream,
    AWS_LAMBDA_LOG_FORMAT: logging.format,
    ...(logging.applicationLevel ? { AWS_LAMBDA_LOG_LEVEL: logging.applicationLevel } : {}),
    LAMBDA_TASK_ROOT: folder,
    EMULATOR_FUNCTION_ARN: arn,
    ...environment,
  };
  const file = openSync(log.own, 'a');
  const child = context.processes.start(`function ${name}`, process.execPath, [context.functionRunner, folder, handler], {
    cwd: folder, writes: [], env, stdio: ['ignore', file, file, 'ipc'], serialization: 'json',
  });
  closeSync(file);
  const instance = new Instance(target, child, log);
  child.once('exit', () => {
    log.close();
    onExit(instance);
  });
  return instance;
}
