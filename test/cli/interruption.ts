import { BUCKET, definition, entry, SOLUTION, definitionFiles } from './installed-solution';
import { assemblyOf } from './prepare/assembly';
import { accountOf, type Session } from './sessions';
import { eachAtMost } from '../../src/aws/at-most';
import { add } from '../../src/cli/add/add';
import { applyDefinition } from '../../src/cli/apply/apply-definition';
import { approve, requestOf } from '../../src/cli/approve/permission-request';
import { destroy } from '../../src/cli/destroy/destroy';
import { takeInventory } from '../../src/cli/destroy/inventory';
import { prepareSolution } from '../../src/cli/prepare/prepare-solution';
import { planRemoval, writeRemoval } from '../../src/cli/remove/plan-removal';
import { notifier } from '../../src/cli/solution/notifications/notifier';
import { Failure } from '../../src/cli/terminal/failure';
import { canonicalJson } from '../../src/model/json';
import { removalApprovalPath } from '../../src/model/names';
import { stateOf } from '../rehearsal/account-state';
import { type Account, loadAccount, serve } from '@cv-insync/emulator';

export interface Command {
  readonly run: (session: Session) => Promise<unknown>;
  /** Steps before the command. */
  readonly given?: (account: Account) => Promise<unknown>;
}

const put = (account: Account, Name: string, Value: string) => account.call('ssm', 'PutParameter', { Name, Value, Type: 'String', Overwrite: true });
const drop = (account: Account, ...Names: string[]) => account.call('ssm', 'DeleteParameters', { Names });

async function applied(session: Session, ...entries: Parameters<typeof definition>) {
  const people = await notifier(SOLUTION, session.store, session.topics, () => undefined);
  const { failures } = await applyDefinition(SOLUTION, definition(...entries), { ...session, notifier: people }, () => undefined);
  if (failures.length) throw new Failure(failures.map(({ module, reason }) => `${module}: ${reason}`));
}
const operators = ({ store, stacks, states }: Session) => ({ store, stacks, pipelines: states });

export const COMMANDS: Readonly<Record<string, Command>> = {
  'apply, where one module came, two went and one changed': {
    given: async account => {
      await drop(account, '/s/directory/operator/gone', '/s/directory/self/reader');
      await put(account, '/s/directory/operator/fresh', canonicalJson(entry('fresh')));
    },
    run: session => applied(session, entry('keep'), entry('changed', { parameters: { Level: '2' } }), entry('fresh')),
  },
  'apply, where a person allowed that most modules go': {
    given: async account => {
      await drop(account, '/s/directory/operator/gone', '/s/directory/self/reader', '/s/directory/operator/changed');
      await put(account, removalApprovalPath(SOLUTION), definition(entry('keep')).digest);
    },
    run: session => applied(session, entry('keep')),
  },
  'prepare': {
    run: session => prepareSolution(assemblyOf([{ name: 'fleet', produces: ['Trips'] }], { core: ['fleet'], entries: [entry('listed')] }), SOLUTION, definitionFiles(), session, () => undefined),
  },
  'destroy': {
    given: account => account.call('s3', 'PutObject', { Bucket: BUCKET, Key: 'core.s/Source/x', Body: 'x' }),
    run: async session => destroy(await takeInventory(SOLUTION, session), session, () => undefined),
  },
  'remove': {
    run: async session => writeRemoval(SOLUTION, await planRemoval(SOLUTION, ['gone', 'reader'], operators(session), session.resources), session),
  },
  'add': { run: session => add(SOLUTION, 'fresh', { source: 'github:acme/fresh@main' }, operators(session)) },
  'add, to change a parameter': { run: session => add(SOLUTION, 'keep', { parameters: { Level: '3' } }, operators(session)) },
  'approve': {
    given: account => put(account, '/s/directory/self/reader', canonicalJson(entry('reader', { permissions: [{ actions: ['iot:Publish'], resources: ['arn:aws:iot:*:*:topic/x'] }] }))),
    run: async session => {
      const request = await requestOf(SOLUTION, 'reader', operators(session));
      if (request) await approve(SOLUTION, request, session);
    },
  },
};

export interface Interruption {
  /** The number of the call with which the session ends. */
  readonly after: number;
  /** Whether the session still gets the response to that call. */
  readonly answer: 'given' | 'lost';
}

/** Interrupts a command by each of these faults in turn, then runs it without faults, and returns the resulting state. */
export async function stateAfter(saved: string, { run, given }: Command, ...stops: readonly Interruption[]) {
  // A stop ends one session, so that the next session is answered again. Every stop counts from the very first call.
  const account = loadAccount(saved, { faults: { stop: stops.map(stop => ({ ...stop, for: 'caller' as const })) } });
  const served = await serve(account);
  try {
    await given?.(account);
    let cut = 0;
    let calls = 0;
    for (let isDone = false; !isDone;) {
      const session = await accountOf(account, `session-${cut}`);
      isDone = await run(session).then(() => true, error => {
        if (cut === stops.length) throw error;
        return false;
      });
      if (!isDone) cut++;
      calls += session.calls();
    }
    await account.settled();
    return { state: await stateOf(account), objects: await keysIn(account), cut, calls, failures: account.failures };
  } finally {
    await served.close();
  }
}

const keysIn = async (account: Account): Promise<string[]> => {
  const { Contents = [] } = await account.call('s3', 'ListObjectsV2', { Bucket: BUCKET }).catch(() => ({}));
  return Contents.map(({ Key }: { Key: string }) => Key);
};


const AT_ONCE = 8;

/** Interrupts a command at each of these points, each time in a separate solution, and compares the result with an uninterrupted run. */
export async function expectSameResult(
  saved: string, command: Command, pointsOf: (calls: number) => readonly (readonly Interruption[])[],
): Promise<void> {
  const undisturbed = await stateAfter(saved, command);
  const points = pointsOf(undisturbed.calls);
  let whole = 0;
  await eachAtMost(AT_ONCE, points, async stops => {
    const { state, objects, failures, cut } = await stateAfter(saved, command, ...stops);
    if (cut < stops.length) whole++;
    expect({ stops, state, objects, failures }).toEqual({ stops, state: undisturbed.state, objects: undisturbed.objects, failures: [] });
  });
  // Only an interruption at the very last calls leaves no work to do.
  expect(whole).toBeLessThanOrEqual(Math.max(4, points.length / 10));
}

/** The numbers of all calls, or of every n-th call. */
export const callNumbers = (answer: Interruption['answer'], step = 1) => (calls: number): Interruption[][] =>
  Array.from({ length: Math.ceil(calls / step) }, (_, index) => [{ after: index * step + 1, answer }]);
