import type { Check, Result } from './checks/check';
import type { RunContext } from './checks/context';

/** Runs checks in order, until the run is interrupted. */
export async function performAll(checks: readonly Check[], context: RunContext, results: Result[], log: (line: string) => void): Promise<void> {
  for (const check of checks) {
    context.signal.throwIfAborted();
    results.push(await perform(check, results, context, log));
  }
}

async function perform(check: Check, results: readonly Result[], context: RunContext, log: (line: string) => void): Promise<Result> {
  const { name, title } = check;
  const missing = check.after?.filter(needed => results.some(result => result.name === needed && result.outcome !== 'passed')) ?? [];
  const leftOut = check.leftOut ?? (missing.length ? `needs ${missing.join(', ')}` : undefined);
  if (leftOut !== undefined) return { name, title, outcome: 'left out', reason: leftOut, seconds: 0 };
  const start = Date.now();
  const seconds = () => (Date.now() - start) / 1000;
  log(`${name}: ${title} ...`);
  try {
    await check.run(context);
    log(`${name}: passed after ${seconds().toFixed(1)} s`);
    return { name, title, outcome: 'passed', seconds: seconds() };
  } catch (error) {
    context.signal.throwIfAborted();
    const reason = (error as Error).message;
    log(`${name}: FAILED after ${seconds().toFixed(1)} s: ${reason}`);
    return { name, title, outcome: 'failed', reason, seconds: seconds() };
  }
}
