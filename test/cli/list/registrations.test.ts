import { SSMClient } from '@aws-sdk/client-ssm';
import { readRegistrations } from '../../../src/cli/list/registrations';
import { servedAccount } from '../../registry/served-account';

const account = servedAccount();
const author = 'arn:aws:sts::123456789012:assumed-role/author/jane';
const put = (Value: string, caller: string, Overwrite: boolean) => account.call('ssm', 'PutParameter', { Name: '/cv/directory/self/dtc', Type: 'String', Value, Overwrite }, { caller });

test('whoever first wrote the entry registered the module, though others changed it later', async () => {
  await put('{}', author, false);
  await put('{ }', account.root, true);
  const found = await readRegistrations('cv', ['dtc', 'gone'], new SSMClient({}));
  expect([...found]).toEqual([['dtc', { by: author, since: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/) }]]);
});
