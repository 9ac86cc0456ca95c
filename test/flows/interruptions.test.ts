import { readFileSync, writeFileSync } from 'fs';
import { join } from 'path';
import { core, entry, module } from './rehearsal';
import { type ActionPath, actionsOf, type SolutionCopy, namesOf, SolutionTemplate, put, abandonAt } from './sweep';
import { eachAtMost } from '../../src/aws/at-most';
import type { AccountState } from '../rehearsal/account-state';
import { hostRepository, push as pushed } from '@cv-insync/emulator';

jest.setTimeout(600_000);

const MOMENTS = ['before', 'after', 'stopped'] as const;
const AT_ONCE = 3;

/** `gone` and its consumer `reader` are removed, `fresh` is added, `changed` has new parameters, `keep` does not change. */
const MODULES = ['keep', 'gone', 'reader', 'changed', 'fresh'];
const original = new SolutionTemplate();
beforeAll(() => original.setUp(MODULES, {
  ...core(['keep', 'gone', 'reader', 'changed']),
  ...module('keep', { consumes: ['base/ValueName'] }),
  ...module('gone', { produces: ['Out'] }),
  ...module('reader', { consumes: ['gone/Out'] }),
  ...module('changed', { produces: ['Out'] }),
  ...module('fresh', { consumes: ['changed/Out'], produces: ['Out'], parameterName: '/cv-fresh-value' }),
}));
afterAll(() => original.remove());

/** Changes by operators. Only one entry causes an event, so that no other execution can repair anything. */
const byOperators = async ({ account }: SolutionCopy) => {
  await put(account, '/cv/directory/operator/gone', { schema: 1, name: 'gone', removed: true });
  await put(account, '/cv/directory/operator/reader', { schema: 1, name: 'reader', removed: true });
  await put(account, '/cv/directory/operator/changed', entry('changed', { parameters: { Threshold: '30' } }));
  await put(account, '/cv/directory/operator/fresh', entry('fresh'));
};
const LOST = [{ do: 'lose', detailType: 'Parameter Store Change', times: 3 }] as const;

/** Changes in the core's code: another list of modules, and another core module, for which its pipeline updates itself and restarts. */
function pushOfCore(): (copy: SolutionCopy) => void {
  const file = join(original.pathOf('core'), 'app.js');
  const [before, after] = [/modules: \[.*\]/, "modules: [Module.of('keep', Source.gitHub('acme/keep')), "
    + "Module.of('changed', Source.gitHub('acme/changed'), { parameters: { Threshold: '30' } }), Module.of('fresh', Source.gitHub('acme/fresh'))]"];
  writeFileSync(file, readFileSync(file, 'utf8').replace(before, after).replace('core: [base]', 'core: [base, more]')
    .replace(/^const value/m, "const more = new InSyncModule(app, 'more', { solution: 'cv' });\nconst value"));
  original.synthesize('core');
  const { bare, commit } = original.pushed('core');
  return ({ account }) => {
    hostRepository(account, 'acme/core', bare);
    pushed(account, { repository: 'acme/core', branch: 'main', commit, files: ['app.js'] });
  };
}

interface Outcome {
  readonly ran: readonly string[];
  readonly aDayLater: readonly string[];
  readonly anotherDayLater: readonly string[];
  readonly state: AccountState;
  readonly problems: readonly unknown[];
}

async function outcomeOf(
  copy: SolutionCopy, change: (copy: SolutionCopy) => Promise<unknown>,
): Promise<Outcome & { readonly actions: readonly ActionPath[] }> {
  const ran = await copy.during(() => change(copy));
  const [aDayLater, anotherDayLater] = [namesOf(await copy.nextDay()), namesOf(await copy.nextDay())];
  return { ran: namesOf(ran), actions: actionsOf(ran), aDayLater, anotherDayLater, state: await copy.state(), problems: copy.account.failures };
}

const actionsOfModule = (name: string): ActionPath[] => [['Source', 'Source'], ['Build', 'Build'], ['Gate', 'Inspect'], ['Gate', 'Gate'], ['Deploy', 'Deploy'], ['Deploy', 'Announce']]
  .map(([stage, action]) => [`${name}.cv`, stage, action]);
const UNTIL_UPDATE: readonly ActionPath[] = [['core.cv', 'Source', 'Source'], ['core.cv', 'Prepare', 'Prepare'], ['core.cv', 'Update', 'Update']];
const ACTIONS_OF_CORE: readonly ActionPath[] = [
  ...UNTIL_UPDATE, ['core.cv', 'Core', 'base'], ['core.cv', 'Modules', 'Deploy'], ['core.cv', 'Modules', 'Announce'], ['core.cv', 'Modules', 'Ensure'],
];
const ACTIONS: readonly ActionPath[] = [
  ...ACTIONS_OF_CORE, ['modules.cv', 'Source', 'Source'], ['modules.cv', 'Apply', 'Apply'], ['modules.cv', 'Verify', 'Verify'],
  ...actionsOfModule('changed'), ...actionsOfModule('fresh'),
];
const STACKS = ['cv-base', 'cv-changed', 'cv-core', 'cv-delivery-changed', 'cv-delivery-fresh', 'cv-delivery-keep', 'cv-fresh', 'cv-keep', 'cv-modules'];

type Undisturbed = Awaited<ReturnType<typeof outcomeOf>>;

describe('a change of the definition by operators', () => {
  const outcomes = new Map<string, Outcome>();
  let undisturbed: Undisturbed;
  beforeAll(async () => {
    undisturbed = await original.with({ events: LOST }, copy => outcomeOf(copy, byOperators));
    await eachAtMost(AT_ONCE, ACTIONS.flatMap(path => MOMENTS.map(moment => ({ path, moment }))), async ({ path, moment }) => {
      const [pipeline, stage, action] = path;
      const faults = moment === 'stopped' ? { events: LOST } : { events: LOST, actions: [{ fail: moment, pipeline, stage, action, times: 1 }] };
      outcomes.set(`${path.join(' ')} ${moment}`, await original.with(faults, async copy => {
        if (moment === 'stopped') abandonAt(copy.account, path);
        return outcomeOf(copy, byOperators);
      }));
    });
  });

  test('without interruption is carried out in all of these actions, and nothing is due afterwards', () => {
    expect(undisturbed.ran.filter(one => !one.endsWith('Succeeded'))).toEqual([]);
    expect([...undisturbed.actions].sort()).toEqual([...ACTIONS].sort());
    expect(Object.keys(undisturbed.state.stacks)).toEqual(STACKS);
    expect([undisturbed.aDayLater, undisturbed.anotherDayLater]).toEqual([[], []]);
  });

  describe.each([
    ['before', 'is lost before it does anything'], ['after', 'is lost when its work is done'], ['stopped', 'goes on while its execution is stopped'],
  ])('(%s) in which an action %s', moment => {
    test.each(ACTIONS.map(path => path.join(' ')))('%s: a day later the result is that of the run without interruption, and nothing is due any more', name => {
      const outcome = outcomes.get(`${name} ${moment}`)!;

      expect(outcome.ran.filter(one => /Failed|Stopped/.test(one))).not.toEqual([]);
      expect(outcome.state).toEqual(undisturbed.state);
      expect(outcome.anotherDayLater).toEqual([]);
      expect(outcome.problems).toEqual([]);
    });
  });
});

describe('a change of the definition', () => {
  let undisturbed: Undisturbed;
  beforeAll(async () => {
    undisturbed = await original.with({ events: LOST }, copy => outcomeOf(copy, byOperators));
  });

  test('whose event is delivered twice runs the core pipeline twice, and nothing else', async () => {
    const events = [...LOST, { do: 'double', detailType: 'Parameter Store Change' }] as const;
    const { ran, state, aDayLater } = await original.with({ events }, copy => outcomeOf(copy, byOperators));

    expect(ran.filter(one => one.startsWith('core')).length).toBe(2);
    expect(ran.filter(one => !one.startsWith('core'))).toEqual(undisturbed.ran.filter(one => !one.startsWith('core')));
    expect(state).toEqual(undisturbed.state);
    expect(aDayLater).toEqual([]);
  });

  test('in an account that refuses builds, because its queue is full, is carried out without manual intervention', async () => {
    const message = 'Error calling startBuild: Cannot have more than 1 builds in queue for the account (Service: AWSCodeBuild; '
      + 'Status Code: 400; Error Code: AccountLimitExceededException)';
    const actions = ['changed.cv', 'fresh.cv'].map(pipeline => ({ fail: 'before' as const, pipeline, action: 'Build', message, times: 3 }));
    const { ran, state, aDayLater } = await original.with({ events: LOST, actions }, copy => outcomeOf(copy, byOperators));

    expect(ran.filter(one => /^(core|modules)/.test(one) && !one.endsWith('Succeeded'))).toEqual([]);
    expect(ran.filter(one => /^(changed|fresh).*Failed$/.test(one)).length).toBe(6);
    expect(state).toEqual(undisturbed.state);
    expect(aDayLater).toEqual([]);
  });
});

describe('a change of the definition in the core\'s code', () => {
  const outcomes = new Map<string, Outcome>();
  let undisturbed: Undisturbed;
  /** The pipeline restarts after its own update, so that some actions run twice. */
  const points = [
    ...UNTIL_UPDATE.map(path => ({ path, time: 0 })), ...[...ACTIONS_OF_CORE, ['core.cv', 'Core', 'more'] as const].map(path => ({ path, time: UNTIL_UPDATE.includes(path) ? 1 : 0 })),
  ].flatMap(point => [{ ...point, fail: 'before' as const }, { ...point, fail: 'after' as const }])
    // The first update cancels this execution anyway when it is complete.
    .filter(({ path, time, fail }) => path !== UNTIL_UPDATE[2] || time || fail === 'before');
  const nameOf = ({ path, time, fail }: typeof points[number]) => `${path.join(' ')}${time ? ', after the restart' : ''} (${fail} its work)`;
  beforeAll(async () => {
    const push = pushOfCore();
    undisturbed = await original.with(undefined, async copy => outcomeOf(copy, async each => push(each)));
    await eachAtMost(AT_ONCE, points, async point => {
      const { fail, path: [pipeline, stage, action], time } = point;
      const faults = { actions: [{ fail, pipeline, stage, action, after: time, times: 1 }] };
      outcomes.set(nameOf(point), await original.with(faults, async copy => outcomeOf(copy, async each => push(each))));
    });
  });

  test('without interruption restarts the core pipeline once, is carried out, and nothing is due afterwards', () => {
    expect(undisturbed.ran).toEqual([
      'changed, update: Succeeded', 'core, push: Cancelled', 'core, update: Succeeded', 'fresh, creation: Succeeded', 'modules, update: Succeeded',
    ]);
    expect(Object.keys(undisturbed.state.stacks)).toEqual([...STACKS, 'cv-more'].sort());
    expect([undisturbed.aDayLater, undisturbed.anotherDayLater]).toEqual([[], []]);
  });

  test.each(points.map(nameOf))('in which the host of %s is lost: a day later the result is that of the run without interruption, and nothing is due any more', name => {
    const outcome = outcomes.get(name)!;

    expect(outcome.ran.filter(one => one.endsWith('Failed'))).not.toEqual([]);
    expect(outcome.state).toEqual(undisturbed.state);
    expect(outcome.anotherDayLater).toEqual([]);
    expect(outcome.problems).toEqual([]);
  });
});
