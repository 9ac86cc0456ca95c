import { coreDue, modulesDue } from '../../../src/functions/ensure/ensure';
import { directoryDigest } from '../../../src/registry/entries';
import { listParameters } from '../../registry/memory-store';
import { type FakePipeline, type Setting, world } from '../world';

/** The trigger of an execution that the function started. */
const ENSURE = 'arn:aws:sts::123456789012:assumed-role/s-core-functions/s-core-ensure';
const applied: FakePipeline = { status: 'Succeeded', stages: { Source: {}, Apply: {}, Verify: {} } };
const modules = (pipeline: FakePipeline | undefined, others: Setting = {}) =>
  modulesDue(world({ ...others, pipelines: { 'modules.s': pipeline, ...others.pipelines } }));

test('nothing is due after the set-up: the pipeline was just created, is running, or has run', async () => {
  expect(await modules(undefined)).toBeUndefined();
  expect(await modules({ status: 'InProgress' })).toBeUndefined();
  expect(await modules(applied)).toBeUndefined();
});

test('a failed verification does not make it due', async () => {
  expect(await modules({ status: 'Failed', stages: { Apply: {}, Verify: { status: 'Failed' } } })).toBeUndefined();
});

test.each<[string, FakePipeline]>([
  ['failed in Apply', { status: 'Failed', stages: { Apply: { status: 'Failed' } } }],
  ['failed before Apply, which an older one passed', { status: 'Failed', id: '2', stages: { Apply: { execution: '1' } } }],
  ['was stopped before Apply', { status: 'Stopped', stages: {} }],
  ['applied an older definition', { ...applied, outdated: true }],
])('it is due if the newest execution %s', async (_, pipeline) => {
  expect(await modules(pipeline)).toEqual({ pipeline: 'modules.s', reason: expect.any(String), token: expect.stringMatching(/^ensure--[0-9a-f]{16}$/) });
});

test('the same state gives the same token, and another state another token', async () => {
  const failed = { status: 'Failed', stages: {} };

  expect((await modules(failed))!.token).toBe((await modules(failed))!.token);
  expect((await modules({ ...failed, id: '2' }))!.token).not.toBe((await modules(failed))!.token);
});

describe('a held-back removal', () => {
  const held = { ...applied, variables: { INSYNC_HELD_BACK: '[{"module":"dtc","reason":"api requires it"}]' } };
  const ask = (parameters: Record<string, string>) => modules(held, { parameters, pipelines: { 'api.s': applied, 'dtc.s': applied } });

  test('is due as soon as no module requires the removed one', async () => {
    expect(await ask({})).toEqual(expect.objectContaining({ reason: expect.stringContaining('dtc') }));
  });

  test('is not due while one does', async () => {
    const required = { '/s/modules/api/gated': '{"consumes":["dtc/Table"]}' };

    expect(await ask({ ...required, '/s/modules/dtc/contract': '{"produces":["Table"]}' })).toBeUndefined();
    expect(await ask({ ...required, '/s/modules/dtc/contract': '{"produces":["Other"]}' })).toBeDefined();
    expect(await ask({ ...required, '/s/modules/dtc/contract': '{"produces":["Table"]}', '/s/directory/operator/dtc': '{"removed":true,"force":true}' })).toBeDefined();
  });

  test('is not due if the module is listed again', async () => {
    expect(await ask({ '/s/directory/self/dtc': '{}' })).toBeUndefined();
  });
});

describe('the core pipeline', () => {
  const entry = { owner: 'self' as const, name: 'dtc', value: '{}' };
  const [HEAD] = Object.values(listParameters('s'));
  const ask = (status: string, digest?: string, more: Partial<FakePipeline> = {}) => coreDue(world({
    parameters: { '/s/directory/self/dtc': '{}' },
    pipelines: { 'core.s': { ...more, status, variables: digest === undefined ? {} : { INSYNC_DIRECTORY_DIGEST: digest } } },
  }));

  test('is due if the directory differs from what was prepared last', async () => {
    expect(await ask('Succeeded', directoryDigest([], HEAD))).toEqual(expect.objectContaining({ pipeline: 'core.s' }));
  });

  test('is due if another execution has written another list of modules since', async () => {
    expect(await ask('Succeeded', directoryDigest([entry], 'another head'))).toEqual(expect.objectContaining({ pipeline: 'core.s' }));
  });

  test('is not due if they are equal, or if the pipeline is running', async () => {
    expect(await ask('Succeeded', directoryDigest([entry], HEAD))).toBeUndefined();
    expect(await ask('InProgress', directoryDigest([], HEAD))).toBeUndefined();
  });

  test.each(['Failed', 'Stopped', 'Cancelled'])('is due if its newest execution ended %s, before or after the preparation', async status => {
    expect(await ask(status)).toEqual(expect.objectContaining({ reason: expect.stringContaining(status) }));
    expect(await ask(status, directoryDigest([entry], HEAD))).toEqual(expect.objectContaining({ reason: expect.stringContaining(status) }));
  });

  test('is retried once, unless the directory changes', async () => {
    expect(await ask('Failed', undefined, { startedBy: ENSURE, before: 'Failed' })).toBeUndefined();
    expect(await ask('Failed', directoryDigest([entry], HEAD), { startedBy: ENSURE, before: 'Failed' })).toBeUndefined();
    expect(await ask('Failed', directoryDigest([], HEAD), { startedBy: ENSURE, before: 'Failed' })).toBeDefined();
    expect(await ask('Failed', undefined, { startedBy: ENSURE, before: 'Succeeded' })).toBeDefined();
    expect(await ask('Failed', undefined, { startedBy: 'arn:aws:sts::123456789012:assumed-role/admin/alice', before: 'Failed' })).toBeDefined();
  });
});
