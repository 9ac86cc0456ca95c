import { settle } from '../../../src/cli/aws/settle';
import { stacks } from '../../../src/cli/aws/stacks';
import { deleteStack, findStack } from '../../../src/functions/aws/stack-state';
import { write } from '../../../src/registry/aws/ssm';
import { deploymentRole, servedAccount } from '../../registry/served-account';

servedAccount();

test('a stack has the values that its parameters were resolved to, not the current ones', async () => {
  await write('/s/modules/fleet/outputs/Trips', 'trips-1');
  await stacks().create({
    name: 's-dtc',
    template: JSON.stringify({
      Parameters: { Trips: { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/s/modules/fleet/outputs/Trips' }, Plain: { Type: 'String', Default: 'x' } },
      Resources: { Handle: { Type: 'AWS::CloudFormation::WaitConditionHandle' } },
    }),
    parameters: {},
    tags: {},
    roleArn: await deploymentRole(),
  });
  await settle(stacks(), 's-dtc');
  await write('/s/modules/fleet/outputs/Trips', 'trips-2');

  expect(await findStack('s-dtc')).toEqual({ status: 'CREATE_COMPLETE', resolved: new Map([['/s/modules/fleet/outputs/Trips', 'trips-1']]) });
});

test('a missing stack is undefined, and deleting it is not an error', async () => {
  expect(await findStack('s-none')).toBeUndefined();
  await deleteStack('s-none');
});
