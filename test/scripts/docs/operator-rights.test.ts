import { operatorActions, operatorPage } from '../../../scripts/docs/operator-rights';

test('docs/security.md lists what the commands of people ask for', () => {
  const { written, current } = operatorPage();

  expect(written).toBe(current);
});

test('what commands send decides, not a list', () => {
  const actions = operatorActions();

  expect(actions.get('ssm')).toEqual(expect.arrayContaining(['DeleteParameters', 'GetParametersByPath', 'PutParameter']));
  expect(actions.get('codepipeline')).toContain('StartPipelineExecution');
  expect(actions.get('sns')).toBeUndefined();
});
