import { mkdtempSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { differencesFrom } from '../../../conformance/record/compare';
import { fixturesIn, readFixture, writeFixtures } from '../../../conformance/record/fixture';
import type { Recording } from '../../../conformance/record/recorder';

const RECORDING: Recording = {
  check: 'flow/push',
  executions: [{ pipeline: 'loner', trigger: 'CloudWatchEvent', status: 'Succeeded', actions: ['Source/Source: Succeeded'] }],
  stacks: { '<solution>-loner': { change: 'updated', statuses: { Value: 'UPDATE_IN_PROGRESS, UPDATE_COMPLETE' }, failures: [] } },
};

let folder: string;
beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'fixtures-')); });
afterEach(() => rmSync(folder, { recursive: true }));

test('a fixture of the emulator says that it proves nothing about AWS, and has no date', () => {
  writeFixtures(folder, [RECORDING], 'emulator', 'us-east-1');

  expect(readFixture(folder, 'flow/push')).toEqual({ ...RECORDING, schema: 1, from: 'emulator', note: expect.stringContaining('nothing about AWS') });
  expect(readFixture(folder, 'flow/other')).toBeUndefined();
});

test('a fixture of AWS has its day and its region', () => {
  writeFixtures(folder, [RECORDING], 'aws', 'eu-west-1', new Date('2027-01-02T03:04:05Z'));

  expect(fixturesIn(folder)).toEqual([{ ...RECORDING, schema: 1, from: 'aws', note: expect.not.stringContaining('nothing about AWS'), recorded: '2027-01-02', region: 'eu-west-1' }]);
});

describe('a recording', () => {
  const fixture = { ...RECORDING, schema: 1, from: 'aws', note: '' } as const;

  test('that is the same has no differences', () => {
    expect(differencesFrom(fixture, RECORDING)).toEqual([]);
  });

  test('that is different is reported by place, with both values', () => {
    const other: Recording = {
      ...RECORDING,
      executions: [{ ...RECORDING.executions![0], trigger: 'StartPipelineExecution' }],
      stacks: { '<solution>-loner': { change: 'updated', statuses: { Value: 'UPDATE_COMPLETE', More: 'CREATE_COMPLETE' }, failures: [] } },
    };

    expect(differencesFrom(fixture, other)).toEqual([
      'executions[0].trigger: found "StartPipelineExecution", expected "CloudWatchEvent" (fixture)',
      'stacks.<solution>-loner.statuses.More: found "CREATE_COMPLETE", expected nothing (fixture)',
      'stacks.<solution>-loner.statuses.Value: found "UPDATE_COMPLETE", expected "UPDATE_IN_PROGRESS, UPDATE_COMPLETE" (fixture)',
    ]);
  });

  test('with another number of executions is different as a whole', () => {
    expect(differencesFrom(fixture, { ...RECORDING, executions: [] })).toEqual([expect.stringMatching(/^executions: found \[\], expected \[\{/)]);
  });

  test('with many differences is cut', () => {
    const statuses = Object.fromEntries(Array.from({ length: 20 }, (_, index) => [`R${index}`, 'CREATE_COMPLETE']));
    const found = differencesFrom(fixture, { ...RECORDING, stacks: { '<solution>-loner': { change: 'updated', statuses, failures: [] } } });

    expect([found.length, found.at(-1)]).toEqual([9, 'and 13 more']);
  });
});
