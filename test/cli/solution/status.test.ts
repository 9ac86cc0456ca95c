import type { PipelineState } from '../../../src/cli/aws/pipeline-states';
import { statusOf, waitingFor } from '../../../src/cli/solution/status';
import { entry, solutionInMemory, type Setting } from '../operators/solution';

const pipeline = (of: string, status: string, changes: Partial<PipelineState> = {}): PipelineState => ({ name: `${of}.s`, status, awaitsApproval: false, ...changes });

const states = async (setting: Setting) =>
  Object.fromEntries((await statusOf('s', [], solutionInMemory(setting).account)).modules.map(({ name, state }) => [name, state]));

test('the state of each module follows from its delivery', async () => {
  expect(await states({
    directory: {
      'core/a': entry('a'),
      'core/b': entry('b'),
      'core/c': entry('c'),
      'core/d': entry('d'),
      'core/e': entry('e'),
      'self/f': 'not JSON',
      'self/g': entry('g'),
      'operator/g': { schema: 1, name: 'g', removed: true },
    },
    installed: { a: [], b: [], c: ['a/Out', 'z/Out'], d: [], y: [], z: [] },
    pipelines: [
      pipeline('a', 'Succeeded'), pipeline('b', 'Failed', { stage: 'Build' }), pipeline('c', 'InProgress', { stage: 'Gate', message: 'waiting for a/Out (x)' }),
      pipeline('d', 'InProgress', { stage: 'Deploy', awaitsApproval: true }),
    ],
  })).toEqual({
    fleet: 'delivered',
    a: 'delivered',
    b: 'failed in Build',
    c: 'waits',
    d: 'waits for approval',
    e: 'not installed yet',
    f: 'held back',
    g: 'removed',
    y: 'to be removed',
    z: 'removal held back',
  });
});

test('a module is shown with its revision, its link, and why it is held back', async () => {
  const { account } = solutionInMemory({
    installed: { dtc: [], api: ['dtc/Table'] },
    directory: { 'core/api': entry('api') },
    pipelines: [pipeline('dtc', 'Succeeded', { execution: '1' })],
    parameters: { '/s/modules/dtc/delivered': '{"revision":"abc","execution":"1"}' },
  });
  const { modules } = await statusOf('s', ['dtc'], account);

  expect(modules).toEqual([expect.objectContaining({
    name: 'dtc',
    revision: 'abc',
    stack: 'CREATE_COMPLETE',
    heldBack: 'it is to be removed, but api requires it',
    pipeline: expect.objectContaining({ link: 'https://eu-central-1.console.aws.amazon.com/codesuite/codepipeline/pipelines/dtc.s/view?region=eu-central-1' }),
  })]);
});

test('the revision is the recorded one, unless the pipeline has succeeded since the record was read', async () => {
  const revisionWith = async (state: Partial<PipelineState>) => {
    const { account } = solutionInMemory({
      installed: { dtc: [] }, pipelines: [{ ...pipeline('dtc', 'Succeeded'), ...state }], parameters: { '/s/modules/dtc/delivered': '{"revision":"recorded","execution":"1"}' },
    });
    return (await statusOf('s', ['dtc'], account)).modules[0].revision;
  };

  expect(await revisionWith({ execution: '1', revision: 'recorded' })).toBe('recorded');
  expect(await revisionWith({ execution: '2', revision: 'newer' })).toBe('newer');
  expect(await revisionWith({ status: 'Failed', execution: '2', revision: 'older' })).toBe('recorded');
});

test('an unknown module is an error', async () => {
  await expect(statusOf('s', ['x'], solutionInMemory().account)).rejects.toThrow('there is no module "x"');
});

test('the modules that a gate waits for are read from its message', () => {
  const message = 'waiting for fleet/Trips, which is missing (pipeline core.s is Failed); correct fleet: once it is delivered, dtc continues; b/Out (pipeline b.s is InProgress)';

  expect(waitingFor(pipeline('dtc', 'Failed', { message }))).toEqual(['fleet/Trips', 'b/Out']);
  expect(waitingFor(pipeline('dtc', 'Failed', { message: 'tests failed' }))).toEqual([]);
});
