import { CloudFormationClient, CreateStackCommand } from '@aws-sdk/client-cloudformation';
import { approveCommand } from '../../../src/cli/approve';
import { stacks } from '../../../src/cli/aws/stacks';
import { servedAccount } from '../../registry/served-account';

servedAccount();

test('a removal cannot be approved in a missing solution', async () => {
  await expect(approveCommand(undefined, { removals: true, yes: true, solution: 's' })).rejects.toThrow('there is no solution "s" in this account and region');
});

test('nor in a one-time installation, which has no pipeline', async () => {
  const TemplateBody = JSON.stringify({ Resources: { Version: { Type: 'AWS::SSM::Parameter', Properties: { Name: '/s/core/version', Type: 'String', Value: '1' } } } });
  const Tags = [{ Key: 'insync:solution', Value: 's' }, { Key: 'insync:module', Value: 'core' }];
  await new CloudFormationClient({}).send(new CreateStackCommand({ StackName: 's-core', TemplateBody, Tags }));
  for (let wait = 0; wait < 100 && (await stacks().find('s-core'))?.status !== 'CREATE_COMPLETE'; wait++) await new Promise(next => setTimeout(next, 20));

  await expect(approveCommand(undefined, { removals: true, yes: true, solution: 's' })).rejects.toThrow('the solution "s" has no pipelines, it is a one-time installation');
});
