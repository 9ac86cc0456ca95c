import { exportLine } from '../../src/rehearsal/exports';

const account = { accessKey: 'LOCALKEYOFTHISRUN', region: 'us-east-1', endpoint: 'http://127.0.0.1:4566' };

test('the exports set the endpoint, the region in the variables of each client, the access key of the account, and the given variables', () => {
  expect(exportLine(account, { INSYNC_SOLUTION: 'cv' })).toBe('export AWS_ENDPOINT_URL=http://127.0.0.1:4566 AWS_REGION=us-east-1 '
    + 'AWS_DEFAULT_REGION=us-east-1 AWS_ACCESS_KEY_ID=LOCALKEYOFTHISRUN AWS_SECRET_ACCESS_KEY=any INSYNC_SOLUTION=cv');
});
