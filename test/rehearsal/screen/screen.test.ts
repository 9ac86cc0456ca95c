import { Recorder } from '../../../src/rehearsal/recorder';
import { openScreen as open, type Output } from '../../../src/rehearsal/screen';
import { seconds } from '../../../src/rehearsal/screen/format';
import { conclusion, summary } from '../../../src/rehearsal/screen/summary';
import { Observed } from '../observed';

let observed: Observed;
let recorder: Recorder;
let written: string;
const output = (isTTY: boolean, rows = 24) => ({ write: (text: string) => { written += text; }, isTTY, columns: 100, rows });
const openScreen = (to: Output) => open(to, observed, recorder);
beforeEach(() => {
  observed = new Observed();
  recorder = new Recorder(observed);
  written = '';
});

function start(name: string) {
  const execution = observed.start(name);
  const action = observed.act(execution, 0);
  return { execution, succeed: () => observed.end(execution, 0, action, 'Succeeded', 'abc better text') };
}

test('without a terminal, there is one plain line for what starts, for each action, and for what ends', async () => {
  const screen = openScreen(output(false));
  screen.step('step 1 of 1: setup');
  start('dtc.cv').succeed();
  screen.close();
  const lines = written.split('\n').map(line => line.replace(/^\s+\d+\.\d s\s+/, '').replace(/\d+\.\d s/, 'T').replace(/ +/g, ' '));
  expect(lines).toEqual(['', 'step 1 of 1: setup', 'dtc.cv started (creation)', 'dtc.cv Source / Checkout: Succeeded in T abc better text', 'dtc.cv Succeeded after T', '']);
  expect(written).not.toContain('\u001b');
});

test('a pending approval is shown', async () => {
  const screen = openScreen(output(false));
  const { execution } = start('dtc.cv');
  observed.act(execution, 1);
  screen.close();
  expect(written).toContain('Ask: waits for an approval');
});

describe('on a terminal', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());
  const shown = () => {
    // The contents of the screen after it was last erased.
    const frames = written.split('\u001b[0J');
    // eslint-disable-next-line no-control-regex
    return frames.at(-1)!.replace(/\u001b\[[0-9;]*[A-Za-z]/g, '').trimEnd().split('\n');
  };

  test('each pipeline has one line with its current action and its time', async () => {
    const screen = openScreen(output(true));
    screen.step('setup');
    screen.doing('deploying');
    const dtc = start('dtc.cv');
    start('notifications.cv').succeed();
    jest.advanceTimersByTime(200);
    expect(shown().map(line => line.replace(/^ . /, '').replace(/ +/g, ' '))).toEqual(['deploying 0.2 s', 'dtc.cv 0.2 s Source / Checkout', 'notifications.cv 0.0 s Succeeded']);
    dtc.succeed();
    screen.close();
    expect(shown()[0]).toContain('Succeeded');
  });

  test('if there is no room for all, those that run are shown first', async () => {
    const screen = openScreen(output(true, 5));
    for (let index = 0; index < 4; index++) (start(`done${index}.cv`)).succeed();
    start('running.cv');
    jest.advanceTimersByTime(200);
    expect(shown().map(line => line.split(/\s+/)[2])).toEqual(['done3.cv', 'running.cv']);
    screen.close();
  });
});

test('the summary shows what ran, what was deployed, what was held back, and each failure with its command and log', () => {
  const text = summary({
    result: 'failed',
    storedOnly: ['AWS::DynamoDB::Table'],
    account: { stacks: [], pipelines: [], parameters: {} },
    steps: [{
      step: 'setup',
      executions: [{
        pipeline: 'dtc.cv',
        of: 'dtc',
        execution: 'id',
        trigger: 'creation',
        status: 'Failed',
        started: '2026-01-01T00:00:00.000Z',
        ended: '2026-01-01T00:01:05.000Z',
        stages: [{ name: 'Build', status: 'Failed', actions: [{ name: 'Build', provider: 'CodeBuild', status: 'Failed', started: '', summary: '' }] }],
      }],
      stacks: { created: ['cv-core'], updated: [], deleted: [], unchanged: ['cv-fleet'] },
      heldBack: [{ module: 'api', reason: 'its name is taken' }],
      notifications: [{ topic: 'cv-core-notifications', subject: 'cv: api is held back', message: 'at length' }, { topic: 'cv-core-notifications', message: 'dtc.cv failed' }],
      problems: ['pipeline dtc.cv failed'],
    }],
  }, [{ where: 'dtc.cv, Build / Build', message: 'the build ended in phase BUILD', command: 'npm test', lastLines: ['1 failing'], log: '/work/logs/dtc.log' }], { isTTY: false }, ['set it up']);
  for (const part of ['set it up', 'dtc.cv', 'creation', 'Failed', '1:05 min', 'cv-core', 'cv-fleet', 'api: its name is taken', 'cv: api is held back', 'dtc.cv failed', 'AWS::DynamoDB::Table', 'command: npm test', '| 1 failing', 'full log: /work/logs/dtc.log']) expect(text).toContain(part);
});

test('the conclusion counts executions and deployments, and names the report', () => {
  const step = { step: 'setup', executions: [], stacks: { created: ['cv-core', 'cv-dtc'], updated: ['cv-fleet'], deleted: [], unchanged: [] }, heldBack: [], notifications: [] };
  const report = { result: 'succeeded' as const, steps: [step], account: { stacks: [], pipelines: [], parameters: {} }, storedOnly: [] };
  expect(conclusion(report, 17_300, { report: 'r.json', keep: true }))
    .toBe('The rehearsal succeeded: 0 executions of 0 pipelines, 2 stacks created, 1 stack updated, in 17.3 s.');
  expect(conclusion(report, 17_300, {})).toContain('--keep');
});

test('durations are formatted in suitable units', () => {
  expect([seconds(new Date(0), new Date(250)), seconds(new Date(0), new Date(125_000))]).toEqual(['0.3 s', '2:05 min']);
});
