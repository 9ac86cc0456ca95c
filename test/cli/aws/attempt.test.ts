import { attempt } from '../../../src/cli/aws/attempt';
import { Failure } from '../../../src/cli/terminal/failure';

const remote = (name: string, message: string) => Object.assign(new Error(message), { name, $metadata: {} });

test.each([
  [remote('AccessDeniedException', 'not authorized'), 'reading it: AccessDeniedException: not authorized; the role or user that runs this command lacks the permission'],
  [remote('ThrottlingException', 'Rate exceeded'), 'reading it: ThrottlingException: Rate exceeded; too many calls at the same time: run it again'],
  [remote('ValidationError', 'wrong'), 'reading it: ValidationError: wrong'],
  [Object.assign(new Error(''), { name: 'Error', code: 'ECONNREFUSED' }), 'reading it: Error: ECONNREFUSED; the endpoint cannot be reached: check the network, and AWS_ENDPOINT_URL if it is set'],
  [Object.assign(new Error('Could not load credentials from any providers'), { name: 'CredentialsProviderError' }),
    'reading it: CredentialsProviderError: Could not load credentials from any providers; check the credentials and the region (AWS_PROFILE, AWS_REGION)'],
  [new Error('Region is missing'), 'reading it: Error: Region is missing; set AWS_REGION, or set AWS_PROFILE to a profile that exists and has a region'],
])('%s is reported with the operation', async (error, message) => {
  await expect(attempt('reading it', () => Promise.reject(error))).rejects.toEqual(new Failure([message]));
});

test('an error of the program itself is not changed', async () => {
  await expect(attempt('reading it', () => Promise.reject(new TypeError('x is undefined')))).rejects.toThrow(TypeError);
});
