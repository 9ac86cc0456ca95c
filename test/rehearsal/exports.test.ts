import { exportLine } from '../../src/rehearsal/exports';

const account = { accountId: '123456789012', region: 'us-east-1', endpoint: 'http://127.0.0.1:4566' };

test('the exports set the endpoint, the region in the variables of each client, an access key, and the given variables', () => {
  expect(exportLine(account, { INSYNC_SOLUTION: 'cv' })).toBe('export AWS_ENDPOINT_URL=http://127.0.0.1:4566 AWS_REGION=us-east-1 '
    + 'AWS_DEFAULT_REGION=us-east-1 AWS_ACCESS_KEY_ID=any AWS_SECRET_ACCESS_KEY=any INSYNC_SOLUTION=cv');
});

test('each account has its own access key, because the CDK caches the account of a key', () => {
  expect(exportLine({ ...account, accountId: '111111111111' })).toContain(' AWS_ACCESS_KEY_ID=any-111111111111 ');
});
