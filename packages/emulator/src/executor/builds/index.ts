import { rmSync } from 'fs';
import { join } from 'path';
import { buildStateOf, endBuild, type BuildRecord } from '../../account/codebuild';
import type { Context } from '../context';
import { runBuild } from './run';
import type { Shell } from './shell';

/** Runs the builds of an account, a few at a time; the others wait in a queue. */
export class BuildRunner {
  private readonly queue: BuildRecord[] = [];
  private readonly running = new Map<BuildRecord, Shell | undefined>();

  constructor(private readonly context: Context, private readonly keepFolders: boolean) {
    const { signals } = buildStateOf(context.account);
    signals.on('started', build => {
      this.queue.push(build);
      setImmediate(() => this.next());
    });
    signals.on('stopped', build => this.running.get(build)?.kill());
  }

  busy(): BuildRecord[] {
    return [...this.running.keys(), ...this.queue.filter(({ status }) => status === 'IN_PROGRESS')];
  }

  /** Takes up builds that nobody ran so far. */
  resume() {
    const waiting = Object.values(buildStateOf(this.context.account).builds).filter(({ status }) => status === 'IN_PROGRESS');
    this.queue.push(...waiting);
    this.next();
  }

  /** Stops all builds. */
  close() {
    for (const build of this.busy()) {
      endBuild(this.context.account, build, 'STOPPED');
      this.running.get(build)?.kill();
    }
  }

  private next() {
    while (this.queue.length && this.running.size < this.context.buildConcurrency) {
      const build = this.queue.shift()!;
      if (build.ended) continue;
      this.running.set(build, undefined);
      void this.run(build);
    }
  }

  private async run(build: BuildRecord) {
    const folder = join(this.context.workDir, 'builds', `${build.project.name}-${build.number}`);
    try {
      await runBuild(this.context, build, folder, shell => this.running.set(build, shell));
    } finally {
      this.running.delete(build);
      if (!this.keepFolders) rmSync(folder, { recursive: true, force: true });
      this.next();
    }
  }
}
