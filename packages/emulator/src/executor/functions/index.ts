import type { ChildProcess } from 'child_process';
import { closeSync, mkdirSync, openSync, writeFileSync } from 'fs';
import { dirname, join } from 'path';
import { functionStateOf, type FunctionRecord, type InvocationResult } from '../../account/lambda';
import type { Context } from '../context';
import { awsEnvironment } from '../credentials';
import { killGroup } from '../processes';

/** Processes of one function: as in Lambda, each serves one invocation at a time. */
const INSTANCES = 2;

interface Instance {
  readonly child: ChildProcess;
  busy: boolean;
}

interface Pool {
  readonly revision: string;
  readonly folder: string;
  readonly instances: Set<Instance>;
  readonly waiting: (() => void)[];
}

/** Runs the real code of functions, in warm Node processes. */
export class FunctionRunner {
  private readonly pools = new Map<string, Pool>();
  private count = 0;
  private active = 0;

  constructor(private readonly context: Context) {
    const state = functionStateOf(context.account);
    state.invoker = (target, payload) => this.invoke(target, payload);
    state.retired = arn => this.retire(arn);
  }

  get busy(): number {
    return this.active;
  }

  logFile(name: string): string {
    return join(this.context.workDir, 'logs', `function-${name}.log`);
  }

  async invoke(target: FunctionRecord, payload: string): Promise<InvocationResult> {
    const { runtime = 'nodejs' } = target.configuration;
    if (!runtime.startsWith('nodejs')) return { ok: false, payload: JSON.stringify({ errorMessage: `function '${target.name}' runs on ${runtime}: only Node.js functions are run here` }) };
    this.active++;
    try {
      const pool = this.poolOf(target);
      const instance = await this.instanceOf(pool, target);
      try {
        return await this.call(pool, instance, target, payload);
      } finally {
        instance.busy = false;
        pool.waiting.shift()?.();
      }
    } finally {
      this.active--;
    }
  }

  private retire(arn: string) {
    for (const { child, busy } of this.pools.get(arn)?.instances ?? []) if (!busy) killGroup(child);
    this.pools.delete(arn);
  }

  private poolOf(target: FunctionRecord): Pool {
    const known = this.pools.get(target.arn);
    if (known?.revision === target.revision) return known;
    if (known) this.retire(target.arn);
    const folder = join(this.context.workDir, 'functions', `${target.name}-${target.revision}`);
    for (const [path, bytes] of Object.entries(target.files)) {
      if (path.endsWith('/')) continue;
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), bytes);
    }
    const pool: Pool = { revision: target.revision, folder, instances: new Set(), waiting: [] };
    this.pools.set(target.arn, pool);
    return pool;
  }

  private async instanceOf(pool: Pool, target: FunctionRecord): Promise<Instance> {
    for (;;) {
      const free = [...pool.instances].find(({ busy }) => !busy);
      if (free) {
        free.busy = true;
        return free;
      }
      if (pool.instances.size < INSTANCES) return this.start(pool, target);
      await new Promise<void>(resolve => pool.waiting.push(resolve));
    }
  }

  private async start(pool: Pool, target: FunctionRecord): Promise<Instance> {
    const instance = { busy: true } as { child: ChildProcess; busy: boolean };
    pool.instances.add(instance);
    const { configuration: { role, handler, environment, memorySize } } = target;
    const { context } = this;
    const env = {
      ...context.baseEnvironment,
      ...await awsEnvironment(context.account, role, target.name),
      AWS_LAMBDA_FUNCTION_NAME: target.name,
      AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(memorySize),
      LAMBDA_TASK_ROOT: pool.folder,
      EMULATOR_FUNCTION_ARN: target.arn,
      ...environment,
    };
    mkdirSync(join(context.workDir, 'logs'), { recursive: true });
    const log = openSync(this.logFile(target.name), 'a');
    instance.child = context.processes.start(`function ${target.name}`, process.execPath, [context.functionRunner, pool.folder, handler], {
      cwd: pool.folder, env, stdio: ['ignore', log, log, 'ipc'], serialization: 'json',
    });
    closeSync(log);
    instance.child.once('exit', () => {
      pool.instances.delete(instance);
      pool.waiting.shift()?.();
    });
    return instance;
  }

  private call(pool: Pool, { child }: Instance, target: FunctionRecord, payload: string): Promise<InvocationResult> {
    const { timeout } = target.configuration;
    const id = ++this.count;
    return new Promise(resolve => {
      const settle = (result: InvocationResult) => {
        clearTimeout(timer);
        child.off('message', message);
        child.off('exit', exit);
        child.off('error', broken);
        resolve(result);
        if (this.pools.get(target.arn) !== pool) killGroup(child);
      };
      const message = (answer: { id: number } & InvocationResult) => {
        if (answer.id === id) settle({ ok: answer.ok, payload: answer.payload });
      };
      const exit = (code: number | null) => settle(failed(`the function's process ended by itself${code === null ? '' : ` with exit status ${code}`}`));
      const broken = (error: Error) => settle(failed(error.message));
      const timer = setTimeout(() => {
        settle(failed(`Task timed out after ${timeout.toFixed(2)} seconds`));
        killGroup(child);
      }, timeout * 1000);
      child.on('message', message);
      child.once('exit', exit);
      child.once('error', broken);
      child.send({ id, payload, context: { deadline: Date.now() + timeout * 1000 } }, error => {
        if (error) settle(failed(error.message));
      });
    });
  }
}

const failed = (errorMessage: string): InvocationResult => ({ ok: false, payload: JSON.stringify({ errorMessage }) });
