import { spawnSync } from 'child_process';

export interface Measured {
  readonly milliseconds: number;
  /** Largest resident set of the process, in MB. */
  readonly megabytes: number;
  /** Until a server answered, in milliseconds. */
  readonly started?: number;
  readonly failure?: string;
}

/** Runs a Node process that prints nothing but what `report()` below writes, and returns what it measured of itself. */
export function inProcess(args: readonly string[], env: NodeJS.ProcessEnv = {}): Measured {
  const { stdout, stderr, status } = spawnSync(process.execPath, args, { env: { ...process.env, ...env }, encoding: 'utf-8', maxBuffer: 64 * 1024 * 1024 });
  if (status !== 0) return { milliseconds: NaN, megabytes: NaN, failure: firstError(stderr) };
  return JSON.parse(stdout.trim().split('\n').pop()!);
}

/** Measures a function inside the process that `inProcess` started. */
export async function report(run: () => unknown): Promise<void> {
  const start = process.hrtime.bigint();
  await run();
  const milliseconds = Number(process.hrtime.bigint() - start) / 1e6;
  console.log(JSON.stringify({ milliseconds, megabytes: process.resourceUsage().maxRSS / 1024 }));
}

export const median = (values: readonly number[]) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];

/** Takes measurements of two things in turn, so that a machine whose speed drifts does not favour one of them. */
export function inTurn(runs: number, a: () => Measured, b: () => Measured): { a: Measured; b: Measured; ratio: number } {
  const pairs = Array.from({ length: runs }, () => [a(), b()] as const);
  const middle = (of: readonly Measured[]): Measured => of.find(one => one.failure) ?? {
    milliseconds: median(of.map(one => one.milliseconds)),
    megabytes: median(of.map(one => one.megabytes)),
    started: of[0].started === undefined ? undefined : median(of.map(one => one.started!)),
  };
  return {
    a: middle(pairs.map(pair => pair[0])),
    b: middle(pairs.map(pair => pair[1])),
    ratio: median(pairs.map(([first, second]) => first.milliseconds / second.milliseconds)),
  };
}

function firstError(stderr: string): string {
  return stderr.split('\n').find(line => /error/i.test(line))?.trim().slice(0, 100) ?? 'failed without a message';
}
