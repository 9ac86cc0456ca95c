import { resolveVariables } from '../../src/executor/variables';

const VARIABLES = { SourceVariables: { CommitId: 'abc' }, codepipeline: { PipelineExecutionId: 'id' } };

test('references to variables are replaced, also several in one value', () => {
  expect(resolveVariables({ a: '#{SourceVariables.CommitId}-#{codepipeline.PipelineExecutionId}', b: 'plain' }, VARIABLES)).toEqual({ a: 'abc-id', b: 'plain' });
});

test('all invalid references are named, with the existing ones', () => {
  expect(() => resolveVariables({ a: '#{Prepare.X}', b: '#{SourceVariables.Nope}' }, VARIABLES))
    .toThrow('Prepare.X, SourceVariables.Nope; available are SourceVariables.CommitId, codepipeline.PipelineExecutionId');
});
