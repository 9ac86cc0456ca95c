import { type Refusal, refusalsOf } from './aws/cloudtrail';
import type { Result } from './checks/check';
import type { RunContext } from './checks/context';
import { differencesFrom } from './record/compare';
import { readFixture, writeFixtures } from './record/fixture';

const MINUTE = 60_000;

/** Looks for calls that were refused to the solution's roles: none should be. */
export async function refusals(context: RunContext, since: Date, log: (line: string) => void): Promise<Result> {
  const { account, solution, options, recorder } = context;
  const start = Date.now();
  const named = { name: 'refusals', title: 'no call of the solution\'s roles was refused, according to CloudTrail' };
  try {
    if (account.endpoint === undefined && options.trailMinutes) {
      log(`waiting ${options.trailMinutes} minutes until CloudTrail has recorded everything ...`);
      await context.sleep(options.trailMinutes * MINUTE);
    }
    const found = await refusalsOf(account, solution, since);
    recorder.answer('refusals', 'refused', [...new Set(found.map(refusalText))].sort());
    const seconds = (Date.now() - start) / 1000;
    return found.length ? { ...named, outcome: 'failed', reason: [...new Set(found.map(refusalText))].sort().join('\n'), seconds } : { ...named, outcome: 'passed', seconds };
  } catch (error) {
    context.signal.throwIfAborted();
    return { ...named, outcome: 'failed', reason: (error as Error).message, seconds: (Date.now() - start) / 1000 };
  }
}

const refusalText = ({ role, call, code, message }: Refusal) => `${role}: ${call}: ${code}: ${message}`;

/** Writes what was recorded, and compares it with fixtures. */
export function fixtures({ account, options, recorder }: RunContext): Result[] {
  const recordings = recorder.all();
  if (options.out !== undefined) writeFixtures(options.out, recordings, account.endpoint === undefined ? 'aws' : 'emulator', account.region);
  const folder = options.compare;
  if (folder === undefined) return [];
  return recordings.flatMap((recording): Result[] => {
    const fixture = readFixture(folder, recording.check);
    if (!fixture) return [];
    const differences = differencesFrom(fixture, recording);
    const named = { name: `recorded/${recording.check}`, title: `as it was recorded ${fixture.from === 'aws' ? `on AWS, ${fixture.recorded}` : 'in the emulator'}`, seconds: 0 };
    return [differences.length ? { ...named, outcome: 'failed', reason: differences.join('\n') } : { ...named, outcome: 'passed' }];
  });
}
