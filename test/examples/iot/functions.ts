import { ChildProcess, fork } from 'child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'fs';
import { join, resolve } from 'path';
import { setTimeout } from 'timers/promises';
import type { DeployedSolution } from './deploy';
import { REGION } from '../../security/request';
import { type LambdaFunction, observe } from '@cv-insync/emulator';

const root = resolve(__dirname, '../../..');
/** As Lambda does with a failed asynchronous invocation. */
const ATTEMPTS = 3;

export interface Failed {
  readonly function: string;
  readonly event: unknown;
  readonly error: string;
}

/** Runs the functions of a deployed solution: their bundles, in separate processes, with the services at an endpoint. */
export class Functions {
  /** Events that failed after all attempts, and so are in a dead-letter queue. */
  readonly failed: Failed[] = [];
  /** Attempts of asynchronous invocations, including failed ones. */
  attempts = 0;
  private readonly folder: string;
  private readonly processes = new Map<string, Promise<ChildProcess>>();
  private readonly answers = new Map<number, (answer: { result?: unknown; error?: string }) => void>();
  private count = 0;
  /** Simulated time during which functions waited for their next attempts. */
  private minutes = 0;
  private underWay = 0;

  constructor(private readonly solution: DeployedSolution, private readonly endpoint: () => string) {
    mkdirSync(join(root, 'node_modules/.cache'), { recursive: true });
    // Below the project, so that the bundles find the SDK, as in Lambda.
    this.folder = mkdtempSync(join(root, 'node_modules/.cache/functions-'));
  }

  /** An asynchronous invocation: retried when it fails, then sent to the dead-letter queue. */
  async invoke(nameOrArn: string, event: unknown): Promise<void> {
    const name = nameOrArn.split(':').pop()!;
    for (let attempt = 1; ; attempt++) {
      this.attempts++;
      const { error } = await this.call(name, event);
      if (!error) return;
      if (attempt === ATTEMPTS) {
        this.failed.push({ function: name, event, error });
        return;
      }
      await this.retryDelay();
    }
  }

  /** A synchronous invocation: returns the result, or throws the error. */
  async ask(nameOrArn: string, event: unknown): Promise<any> {
    const { result, error } = await this.call(nameOrArn.split(':').pop()!, event);
    if (error) throw new Error(error);
    return result;
  }

  async stop(): Promise<void> {
    for (const child of await Promise.all(this.processes.values())) child.kill();
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** The time that Lambda waits before a retry; all running invocations take less. */
  private async retryDelay(): Promise<void> {
    while (this.underWay > 0) await setTimeout(5);
    this.minutes++;
  }

  private async call(name: string, event: unknown): Promise<{ result?: unknown; error?: string }> {
    this.underWay++;
    return this.answerTo(name, event).finally(() => this.underWay--);
  }

  private async answerTo(name: string, event: unknown): Promise<{ result?: unknown; error?: string }> {
    const record = observe(this.solution.account).functions().find(each => each.name === name);
    if (!record) throw new Error(`there is no function ${name}`);
    if (!this.processes.has(name)) this.processes.set(name, this.start(record));
    const child = await this.processes.get(name)!;
    const id = ++this.count;
    return new Promise(done => {
      this.answers.set(id, done);
      child.send({ id, event: JSON.parse(JSON.stringify(event)), minutes: this.minutes });
    });
  }

  private start({ name, files, configuration: { handler, environment } }: LambdaFunction): Promise<ChildProcess> {
    const folder = join(this.folder, name);
    mkdirSync(folder);
    for (const [path, bytes] of Object.entries(files)) writeFileSync(join(folder, path), bytes);
    const child = fork(join(__dirname, 'runtime.mjs'), [folder, handler], {
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      env: {
        PATH: process.env.PATH,
        AWS_REGION: REGION,
        AWS_ENDPOINT_URL: this.endpoint(),
        // Identifies the function to the services, so that they know whose role is used.
        AWS_ACCESS_KEY_ID: name,
        AWS_SECRET_ACCESS_KEY: 'secret',
        AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
        ...environment,
      },
    });
    return new Promise((ready, failed) => {
      child.once('exit', code => failed(new Error(`the function ${name} ended with ${code}`)));
      child.on('message', (message: any) => {
        if (message.ready) return ready(child);
        this.answers.get(message.id)!(message);
        return this.answers.delete(message.id);
      });
    });
  }
}
