import { countOurs, countPipeline } from '../../bench/counts';
import { stagesOf, staticTemplates } from '../pipelines/solution';

test('with cv-insync, a changed module runs its own pipeline, an added module three pipelines, and a changed core the core\'s pipeline', async () => {
  const { update, add, core } = await countOurs(3);
  const delivery = Object.values(stagesOf(staticTemplates()['templates/delivery-connection.template.json'])).flat();
  // Of the actions that depend on manual approval, only one runs.
  const actions = delivery.filter(action => !('Fn::If' in action)).length + 1;
  const second = Object.values(stagesOf(staticTemplates()['templates/modules.template.json'])).flat().length;

  expect(update).toEqual({ executions: 1, actions, builds: 1, stacks: 1 });
  expect(core).toEqual({ executions: 1, actions: 7, builds: 1, stacks: 3 });
  expect(add).toEqual({ executions: 3, actions: core.actions + second + actions, builds: 3, stacks: core.stacks + 2 });
});

test('the executions that a change starts do not depend on the number of modules', async () => {
  expect(await countOurs(12)).toEqual(await countOurs(2));
});

describe('one pipeline over all stacks', () => {
  const action = (Provider: string) => ({ ActionTypeId: { Provider } });
  const stage = (Name: string, ...providers: string[]) => ({ Name, Actions: providers.map(action) });
  const template = (...stages: object[]) => ({ Resources: { Role: { Type: 'AWS::IAM::Role' }, Pipeline: { Type: 'AWS::CodePipeline::Pipeline', Properties: { Stages: stages } } } });
  const stacks = stage('Modules', 'CloudFormation', 'CloudFormation', 'CloudFormation', 'CloudFormation');

  test('runs completely for any change, and its first stages twice if it changes itself', () => {
    const whole = { executions: 1, actions: 7, builds: 2, stacks: 4 };

    expect(countPipeline(template(stage('Source', 'CodeStarSourceConnection'), stage('Build', 'CodeBuild'), stage('UpdatePipeline', 'CodeBuild'), stacks))).toEqual({
      update: whole, core: whole, add: { executions: 2, actions: 10, builds: 4, stacks: 4 },
    });
  });
});
