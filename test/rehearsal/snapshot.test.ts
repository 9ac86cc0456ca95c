import { accountReport, stackChanges, stacksOf, type StackState } from '../../src/rehearsal/snapshot';
import { createAccount } from '@cv-insync/emulator';

const stack = (name: string, more: Partial<StackState> = {}): StackState => ({ name, id: `${name}-1`, status: 'CREATE_COMPLETE', ...more });
const visit = (name: string, changed: boolean) => ({ stack: name, changed, at: new Date() });

test('stacks are created, updated, deleted, or visited and left as they were', () => {
  const before = [stack('same'), stack('changed'), stack('gone'), stack('replaced'), stack('not-visited')];
  const after = [stack('same'), stack('changed', { updated: 1 }), stack('replaced', { id: 'replaced-2' }), stack('new'), stack('not-visited')];
  expect(stackChanges(before, after, [visit('same', false), visit('changed', true), visit('changed', false), visit('new', false), visit('never-there', false)])).toEqual({
    created: ['replaced', 'new'], updated: ['changed'], deleted: ['gone', 'replaced'], unchanged: ['same'],
  });
});

test('a stack that is only proposed is created when the proposal is accepted', () => {
  const [proposed, made] = [stack('asked', { status: 'REVIEW_IN_PROGRESS' }), stack('asked', { updated: 1 })];
  expect(stackChanges([], [proposed], [])).toMatchObject({ created: [], updated: [] });
  expect(stackChanges([proposed], [made], [])).toMatchObject({ created: ['asked'], updated: [] });
});

test('a snapshot contains all stacks, pipelines and parameters of an account, over all pages', async () => {
  const account = createAccount();
  const Resources = Object.fromEntries(Array.from({ length: 12 }, (_, index) => [`P${index}`, { Type: 'AWS::SSM::Parameter', Properties: { Name: `/some/p${index}`, Type: 'String', Value: `${index}` } }]));
  await account.call('cloudformation', 'CreateStack', { StackName: 'some', TemplateBody: JSON.stringify({ Resources }) });
  await account.settled();
  const report = await accountReport(account);
  expect(report.stacks).toEqual([{ name: 'some', status: 'CREATE_COMPLETE' }]);
  expect(Object.keys(report.parameters)).toHaveLength(12);
  expect(report.parameters['/some/p7']).toBe('7');
  expect(await stacksOf(account)).toMatchObject([{ name: 'some', updated: undefined }]);
});
