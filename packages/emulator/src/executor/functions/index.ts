import { join } from 'path';
import { functionStateOf, type FunctionRecord, type InvocationResult } from '../../account/lambda';
import type { Context } from '../context';
import { writeFiles } from '../zip';
import { startInstance, type Instance } from './instance';

/** The most processes of one function at once. */
const INSTANCES = 2;

interface Pool {
  readonly revision: string;
  readonly folder: string;
  readonly instances: Set<Instance>;
  /** How many instances are starting. */
  starting: number;
  readonly waiting: (() => void)[];
}

/** Runs the code of functions in warm Node.js processes. */
export class FunctionRunner {
  private readonly pools = new Map<string, Pool>();
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
    if (!runtime.startsWith('nodejs')) return { ok: false, payload: JSON.stringify({ errorMessage: `function '${target.name}' has the runtime ${runtime}: the emulator runs Node.js functions only` }) };
    this.active++;
    try {
      const pool = this.poolOf(target);
      const instance = await this.instanceOf(pool, target);
      try {
        return await instance.invoke(payload);
      } finally {
        instance.busy = false;
        if (this.pools.get(target.arn) !== pool) instance.kill();
        pool.waiting.shift()?.();
      }
    } finally {
      this.active--;
    }
  }

  private retire(arn: string) {
    for (const instance of this.pools.get(arn)?.instances ?? []) if (!instance.busy) instance.kill();
    this.pools.delete(arn);
  }

  private poolOf(target: FunctionRecord): Pool {
    const known = this.pools.get(target.arn);
    if (known?.revision === target.revision) return known;
    if (known) this.retire(target.arn);
    const folder = join(this.context.workDir, 'functions', `${target.name}-${target.revision}`);
    writeFiles(target.files, folder);
    const pool: Pool = { revision: target.revision, folder, instances: new Set(), starting: 0, waiting: [] };
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
      if (pool.instances.size + pool.starting < INSTANCES) return this.start(pool, target);
      await new Promise<void>(resolve => pool.waiting.push(resolve));
    }
  }

  private async start(pool: Pool, target: FunctionRecord): Promise<Instance> {
    pool.starting++;
    try {
      const instance = await startInstance(this.context, target, pool.folder, this.logFile(target.name), ended => {
        pool.instances.delete(ended);
        pool.waiting.shift()?.();
      });
      pool.instances.add(instance);
      return instance;
    } catch (error) {
      pool.waiting.shift()?.();
      throw error;
    } finally {
      pool.starting--;
    }
  }
}
