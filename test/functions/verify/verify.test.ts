import { parseProgress, verify } from '../../../src/functions/verify/verify';
import { type FakePipeline, world } from '../world';

const START = { finished: 0, restarts: 0 };
const ask = (pipelines: Record<string, FakePipeline | undefined>, from = START, troubled: string[] = []) =>
  verify(world({ pipelines }), { changed: Object.keys(pipelines).map(name => name.split('.')[0]), removed: [], troubled }, from);

test('without changes it does not wait', async () => {
  expect(await ask({})).toEqual({ message: '0 of 0 delivered' });
});

test('removed modules are reported', async () => {
  const removed = ['dtc', 'poi'];

  expect(await verify(world({}), { changed: [], removed, troubled: [] }, START)).toEqual({ message: 'removed: dtc; poi' });
  expect(await verify(world({ pipelines: { 'a.s': { status: 'Succeeded' } } }), { changed: ['a'], removed, troubled: [] }, START))
    .toEqual({ message: '1 of 1 delivered. removed: dtc; poi' });
});

test('it waits for the first module that is still being delivered, and does not read those before it again', async () => {
  const pipelines = { 'a.s': { status: 'Succeeded' }, 'b.s': { status: 'InProgress' }, 'c.s': { status: 'Failed' } };

  expect(await ask(pipelines)).toEqual({ message: 'b is being delivered, 1 of 3 are finished', token: '1:0' });
  expect(await ask({ ...pipelines, 'a.s': { status: 'InProgress' } }, { finished: 1, restarts: 0 })).toEqual(expect.objectContaining({ token: '1:0' }));
});

test('a pipeline that was just created is waited for', async () => {
  expect((await ask({ 'a.s': undefined })).token).toBe('0:0');
});

test('a module that was removed meanwhile is not waited for', async () => {
  expect(await verify(world({}), { changed: ['a'], removed: [], troubled: [] }, START)).toEqual({ message: '0 of 1 delivered' });
});

test('a module that waits for approval counts as delivered', async () => {
  const answer = await ask({ 'a.s': { status: 'InProgress', stages: { Deploy: { status: 'InProgress', awaitsApproval: true } } }, 'b.s': { status: 'Succeeded' } });

  expect(answer).toEqual({ message: '1 of 2 delivered. waiting for approval: a' });
});

test('failed modules are distinguished from those that waited for them', async () => {
  const answer = await ask({
    'a.s': { status: 'Failed', stages: { Source: {}, Build: { status: 'Failed', message: 'npm test ended with 1' } } },
    'b.s': { status: 'Failed', stages: { Gate: { status: 'Failed', message: 'waiting for a/Out, which is missing' } } },
    'c.s': { status: 'Stopped' },
    'd.s': { status: 'Succeeded' },
  });

  expect(answer.failed).toBe(true);
  expect(answer.message).toContain('1 of 4 delivered. failed: a (Build: npm test ended with 1); c (Stopped). '
    + 'blocked by other modules: b (Gate: waiting for a/Out, which is missing)');
});

test('modules that had failed before are mentioned, and are not a failure', async () => {
  expect(await ask({ 'a.s': { status: 'Succeeded' } }, START, ['old'])).toEqual({ message: '1 of 1 delivered. failed before: old' });
});

describe('a build that the account refused, because its queue is full,', () => {
  const message = 'Error calling startBuild: Cannot have more than 1 builds in queue for the account (Service: AWSCodeBuild; Error Code: AccountLimitExceededException)';
  const refused = (id: string): FakePipeline => ({ id, status: 'Failed', stages: { Source: {}, Build: { status: 'Failed', message, isRejected: true } } });
  const around = (pipelines: Record<string, FakePipeline>) => world({ pipelines });

  test('is started again, one module after the other, and is waited for', async () => {
    const there = around({ 'a.s': { status: 'Succeeded' }, 'b.s': refused('7'), 'c.s': refused('8') });

    expect(await verify(there, { changed: ['a', 'b', 'c'], removed: [], troubled: [] }, START)).toEqual(expect.objectContaining({ token: '1:1' }));
    expect(there.started).toEqual([['b.s', expect.stringMatching(/^ensure--[0-9a-f]{16}$/)]]);
  });

  test.each([
    ['a build that ran', { message }],
    ['a build whose folder has such a name', { message: 'cd: AccountLimitExceeded: No such file or directory', isRejected: true }],
    ['a refusal that quotes the error', { message: `the folder "${message}" does not exist`, isRejected: true }],
  ])('is not imitated by %s', async (_, build) => {
    const there = around({ 'b.s': { status: 'Failed', stages: { Build: { status: 'Failed', ...build } } } });

    expect((await verify(there, { changed: ['b'], removed: [], troubled: [] }, START)).failed).toBe(true);
    expect(there.started).toEqual([]);
  });

  test('is started again a limited number of times', async () => {
    let token: string | undefined;
    let started = 0;
    for (let calls = 0; calls < 1000; calls++) {
      const there = around({ 'b.s': refused(String(calls)) });
      const answer = await verify(there, { changed: ['b'], removed: [], troubled: [] }, parseProgress(token));
      started += there.started.length;
      if (answer.failed) break;
      token = answer.token;
    }
    expect(started).toBe(50);
  });

  test('is distinguished from one that failed', async () => {
    const there = around({ 'b.s': { status: 'Failed', stages: { Build: { status: 'Failed', message: 'npm test ended with 1' } } } });

    expect((await verify(there, { changed: ['b'], removed: [], troubled: [] }, START)).failed).toBe(true);
    expect(there.started).toEqual([]);
  });
});
