import { approve, requestOf } from '../../../src/cli/approve/permission-request';
import { viewSolution } from '../../../src/cli/solution/view';
import { entry, solutionInMemory } from '../operators/solution';

const permissions = [{ actions: ['s3:GetObject', 's3:PutObject'], resources: ['arn:aws:s3:::x/*'] }];
const asking = entry('dtc', { permissions });

test('requested permissions apply once they are approved, with the entry at that time', async () => {
  const { account, operatorEntry } = solutionInMemory({ directory: { 'self/dtc': asking } });
  await approve('s', (await requestOf('s', 'dtc', account))!, account);

  expect(operatorEntry('dtc')).toEqual(asking);
  expect((await viewSolution('s', account)).directory.wanted).toEqual([asking]);
  expect(await requestOf('s', 'dtc', account)).toBeUndefined();
});

test('an approval allows nothing but the permissions, and keeps what an operator allowed before', async () => {
  const { account, operatorEntry } = solutionInMemory({ directory: { 'self/dtc': entry('dtc', { permissions, allows: ['retain'] }) } });
  await approve('s', (await requestOf('s', 'dtc', account))!, account);
  expect(operatorEntry('dtc')).toEqual(asking);

  const other = solutionInMemory({ directory: { 'self/dtc': asking, 'operator/dtc': entry('dtc', { allows: ['retain'] }) } });
  await approve('s', (await requestOf('s', 'dtc', other.account))!, other.account);
  expect(other.operatorEntry('dtc')).toEqual({ ...asking, allows: ['retain'] });
});

test('its author cannot extend what was approved, neither permissions nor repository, without another approval', async () => {
  const approved = { actions: ['s3:GetObject'], resources: ['arn:aws:s3:::x/*'] };
  const more = [approved, { actions: ['iam:PassRole'], resources: ['arn:aws:iam::1:role/x'] }];
  const { account } = solutionInMemory({
    directory: { 'operator/dtc': asking, 'self/dtc': entry('dtc', { permissions: more, source: { kind: 'github', repository: 'evil/dtc', branch: 'main' } }) },
  });

  expect((await viewSolution('s', account)).directory.wanted).toEqual([asking]);
  expect(await requestOf('s', 'dtc', account)).toMatchObject({
    added: [{ actions: ['iam:PassRole'], resources: ['arn:aws:iam::1:role/x'] }],
    differences: ['its source: github:acme/dtc@main becomes github:evil/dtc@main'],
  });
});

test('a request from another repository than the one that the module is delivered from says so', async () => {
  const moved = entry('dtc', { permissions, source: { kind: 'github', repository: 'evil/dtc', branch: 'main' } });
  const { account } = solutionInMemory({ directory: { 'self/dtc': moved }, installed: { dtc: [] } });

  expect((await requestOf('s', 'dtc', account))!.differences)
    .toEqual([expect.stringContaining('its entry is held back, and the approval accepts it: source: found evil/dtc, but dtc is delivered from acme/dtc')]);
});

test('values that an operator has set are kept', async () => {
  const { account, operatorEntry } = solutionInMemory({
    directory: { 'self/dtc': asking, 'operator/dtc': entry('dtc', { approval: true, parameters: { Threshold: '30' } }) },
  });
  await approve('s', (await requestOf('s', 'dtc', account))!, account);

  expect(operatorEntry('dtc')).toEqual({ ...asking, approval: true, parameters: { Threshold: '30' } });
});

test.each([
  [{}, 'there is no module "dtc"'],
  [{ 'core/dtc': entry('dtc') }, 'there is nothing to approve'],
  [{ 'operator/dtc': entry('dtc') }, 'did not register itself'],
  [{ 'self/dtc': '{' }, 'cannot be read'],
  [{ 'self/dtc': asking, 'operator/dtc': { schema: 1, name: 'dtc', removed: true } }, 'is removed by an operator'],
] as [Record<string, object | string>, string][])('%j is nothing to approve', async (directory, message) => {
  await expect(requestOf('s', 'dtc', solutionInMemory({ directory }).account)).rejects.toThrow(message);
});

test.each([
  ['core/dtc', entry('dtc', { approval: true })],
  ['operator/dtc', entry('dtc', { approval: true })],
  ['self/dtc', entry('dtc', { approval: true })],
])('where a change waits instead, for an entry %s, it says how that is approved', async (path, listed) => {
  const pipelines = [{ name: 'dtc.s', status: 'InProgress', awaitsApproval: true }];
  const asked = requestOf('s', 'dtc', solutionInMemory({ directory: { [path]: listed }, pipelines }).account);

  await expect(asked).rejects.toThrow('a change of dtc waits for an approval, which this command does not give');
  await expect(asked).rejects.toThrow('https://eu-central-1.console.aws.amazon.com/codesuite/codepipeline/pipelines/dtc.s/view?region=eu-central-1');
  await expect(asked).rejects.toThrow('put-approval-result --pipeline-name dtc.s --stage-name Deploy --action-name Approve');
});
