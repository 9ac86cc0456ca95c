import { spawnSync } from 'child_process';

export interface Measured {
  readonly milliseconds: number;
  /** Peak resident set size of the process, in MB. */
  readonly megabytes: number;
  /** Time until a server responded, in milliseconds. */
  readonly started?: number;
  readonly failure?: string;
}

/** Runs a Node process that prints only what `report()` below writes, and returns its measurements. */
export function inProcess(args: readonly string[], env: NodeJS.ProcessEnv = {}): Measured {
  const { stdout, stderr, status } = spawnSync(process.execPath, args, { env: { ...process.env, ...env }, encoding: 'utf-8', maxBuffer: 64 * 1024 * 1024 });
  if (status !== 0) return { milliseconds: NaN, megabytes: NaN, failure: firstError(stderr) };
  return JSON.parse(stdout.trim().split('\n').pop()!);
}

/** Measures a function, in the process that `inProcess` started. */
export async function report(run: () => unknown): Promise<void> {
  const start = process.hrtime.bigint();
  await run();
  const milliseconds = Number(process.hrtime.bigint() - start) / 1e6;
  console.log(JSON.stringify({ milliseconds, megabytes: process.resourceUsage().maxRSS / 1024 }));
}

export const median = (values: readonly number[]) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];

/** Measures two functions alternately, so that changes in the machine's speed affect both. */
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
