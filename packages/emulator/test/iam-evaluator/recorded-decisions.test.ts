import { execFileSync } from 'child_process';
import { mkdtempSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { pathToFileURL } from 'url';
import { type RecordedDecision, recordedDecisions } from './recorded-decisions';

const RECORDER = pathToFileURL(join(__dirname, 'record-decisions.mjs')).href;
const folder = mkdtempSync(join(tmpdir(), 'decisions-'));
afterAll(() => rmSync(folder, { recursive: true }));

test('decisions are read as a process took them, each kind once, with the policies that decided them', async () => {
  const [identity, boundary] = ['*', 's3:*'].map(Action => ({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action, Resource: '*' }] }));
  const request = { principal: 'arn:aws:iam::1:user/a', action: 's3:GetObject', resource: 'arn:aws:s3:::b/k', context: { 'aws:CurrentTime': '2026' } };
  const later = { ...request, context: { 'aws:CurrentTime': '2027' } };
  const taken = [
    { request, policies: { identity: [identity], boundary }, allowed: true },
    { request: later, policies: { identity: [identity], boundary }, allowed: true },
    { request, policies: { identity: [], session: [boundary], resource: identity }, allowed: false },
  ];
  const publish = `for (const decision of ${JSON.stringify(taken)}) require('diagnostics_channel').channel('cv-insync:decision').publish(decision)`;
  execFileSync(process.execPath, ['--import', RECORDER, '-e', publish], { env: { ...process.env, INSYNC_DECISIONS: folder } });
  const read: RecordedDecision[] = [];
  for await (const decision of recordedDecisions(folder)) read.push(decision);

  expect(read).toEqual([taken[0], taken[2]].map(decision => ({ kind: expect.stringMatching(/^[\da-f]{64}$/), ...decision })));
});
