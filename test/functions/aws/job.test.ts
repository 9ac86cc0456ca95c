import { PutJobFailureResultCommand, PutJobSuccessResultCommand } from '@aws-sdk/client-codepipeline';
import { type Answer, answerJob, continueLater, fail, type Job, succeed } from '../../../src/functions/aws/job';
import { client } from '../../../src/functions/aws/pipelines';

const job = (continuationToken?: string) => ({ id: 'job', data: { continuationToken } }) as unknown as Job;

/** Performs a job; returns the calls to CodePipeline, of which the first ones may be refused. */
async function answers(work: () => Promise<Answer>, { token, refused = 0 }: { token?: string; refused?: number } = {}) {
  const calls: (PutJobFailureResultCommand | PutJobSuccessResultCommand)[] = [];
  const send = jest.spyOn(client, 'send').mockImplementation(async (command: any) => {
    calls.push(command);
    if (calls.length <= refused) throw new Error('Member must have length less than or equal to 2048');
  });
  await answerJob(job(token), work);
  send.mockRestore();
  return calls.map(call => [call instanceof PutJobFailureResultCommand ? 'failure' : 'success', call.input as any] as const);
}

const messageOf = ([, { failureDetails, executionDetails }]: readonly [string, any]) => failureDetails?.message ?? executionDetails?.summary;

test('the result of the work is reported', async () => {
  expect(await answers(async () => succeed('done'))).toEqual([['success', { jobId: 'job', continuationToken: undefined, executionDetails: { summary: 'done' } }]]);
  expect(await answers(async () => continueLater('later', '3'))).toEqual([['success', { jobId: 'job', continuationToken: '3', executionDetails: { summary: 'later' } }]]);
  expect(await answers(async () => fail('no'))).toEqual([['failure', { jobId: 'job', failureDetails: { type: 'JobFailed', message: 'no' } }]]);
});

test.each<[string, () => Promise<Answer>, string]>([
  ['an error', () => Promise.reject(new TypeError('x is not a function')), 'TypeError: x is not a function; if this is temporary, retry the stage'],
  ['an error before the first await', () => { throw new SyntaxError('no JSON'); }, 'SyntaxError: no JSON; if this is temporary, retry the stage'],
  ['a text', () => Promise.reject('timed out'), 'timed out; if this is temporary, retry the stage'],
  ['nothing', () => Promise.reject(undefined), 'undefined; if this is temporary, retry the stage'],
  ['a symbol', () => Promise.reject(Symbol('s')), 'Symbol(s); if this is temporary, retry the stage'],
])('%s that is thrown fails the action', async (_, work, message) => {
  const [answer, ...others] = await answers(work);

  expect([answer[0], messageOf(answer), others]).toEqual(['failure', message, []]);
});

test('an answer that CodePipeline refuses fails the action', async () => {
  const [, second, ...others] = await answers(async () => continueLater('later', 'x'.repeat(3000)), { refused: 1 });

  expect([second[0], messageOf(second), others]).toEqual(['failure', expect.stringContaining('Member must have length less than or equal to 2048'), []]);
});

// https://docs.aws.amazon.com/lambda/latest/dg/configuration-timeout.html: 900 s at most. https://docs.aws.amazon.com/codepipeline/latest/userguide/limits.html: 20 minutes for an answer.
test.each([[undefined, '0'], ['17', '17']])('work that is not done after 13 minutes is continued by another call, with the token %s', async (token, expected) => {
  jest.useFakeTimers();
  const answered = answers(() => new Promise(() => {}), { token });
  await jest.advanceTimersByTimeAsync(13 * 60 * 1000 - 1);
  await jest.advanceTimersByTimeAsync(1);
  jest.useRealTimers();

  expect(await answered).toEqual([['success', { jobId: 'job', continuationToken: expected, executionDetails: { summary: 'continues' } }]]);
});
