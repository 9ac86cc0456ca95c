import { hourOf, startMissedPushes } from '../../../src/functions/ensure/missed-pushes';
import { listParameters } from '../../registry/memory-store';
import { type FakePipeline, type Setting, world } from '../world';

/** What is started in a day, hour by hour, and how often. */
async function startedInADay(pipelines: Record<string, FakePipeline>, { parameters = {}, ...setting }: Setting = {}) {
  const around = world({ ...setting, pipelines, parameters: { ...listParameters('s', 'one', 'two'), ...parameters } });
  for (let hour = 0; hour < 24; hour++) await startMissedPushes(around, hour);
  return around.started.map(([pipeline]) => pipeline).sort();
}

const FILTERED: FakePipeline = { status: 'Succeeded', filtered: true };

test('pipelines whose triggers have path filters are started once a day, that of the core too', async () => {
  expect(await startedInADay({ 'core.s': FILTERED, 'modules.s': { status: 'Succeeded' }, 'one.s': FILTERED, 'two.s': FILTERED })).toEqual(['core.s', 'one.s', 'two.s']);
});

test.each<[string, FakePipeline]>([
  ['without path filters', { status: 'Succeeded' }],
  ['that is running', { status: 'InProgress', filtered: true }],
  ['that failed', { status: 'Failed', filtered: true }],
  ['that was stopped', { status: 'Stopped', filtered: true }],
])('a pipeline %s is not', async (_, pipeline) => {
  expect(await startedInADay({ 'one.s': pipeline })).toEqual([]);
});

test('neither is that of a module that is no longer in the directory, or of another solution', async () => {
  expect(await startedInADay({ 'removed.s': FILTERED, 'one.t': FILTERED })).toEqual([]);
});

test('nothing is started where this is turned off', async () => {
  expect(await startedInADay({ 'one.s': FILTERED }, { parameters: { '/s/core/missed-pushes': 'unchecked' } })).toEqual([]);
});

test('500 modules are spread over the day', () => {
  const perHour = Array.from({ length: 24 }, () => 0);
  for (let index = 0; index < 500; index++) perHour[hourOf(`module-${index}`)]++;

  expect(Math.min(...perHour)).toBeGreaterThan(5);
  expect(Math.max(...perHour)).toBeLessThan(50);
});
