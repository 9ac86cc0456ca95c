import { request } from 'http';
import { served, type Served } from './served';
import { BODY_LIMIT } from '../../src/account/admission';

let account: Served;
beforeEach(async () => {
  account = await served();
});
afterEach(() => account.close());

/** What a program that is no SDK is answered: `fetch` would not let a test choose Host and Origin. */
const send = (headers: Record<string, string>, body: string | Buffer = 'Action=GetCallerIdentity&Version=2011-06-15') =>
  new Promise<{ status?: number; text: string }>((resolve, reject) => {
    const call = request(account.endpoint, { method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers } }, answer => {
      const chunks: Buffer[] = [];
      answer.on('data', chunk => chunks.push(chunk)).on('end', () => resolve({ status: answer.statusCode, text: Buffer.concat(chunks).toString() }));
    });
    call.on('error', reject).end(body);
  });
const sts = { authorization: 'AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/sts/aws4_request, SignedHeaders=host, Signature=0' };

test.each(['127.0.0.1:4566', 'localhost', '[::1]:4566', 'bucket.localhost:4566'])('a client that calls the host %s is answered', async host => {
  expect(await send({ ...sts, host })).toMatchObject({ status: 200 });
});

// DNS rebinding: the name of a foreign page that resolves to 127.0.0.1.
test.each(['evil.example', 'evil.example:4566', '127.0.0.1.evil.example', 'localhost.evil.example', 'evil.example/127.0.0.1'])('the host %s is refused', async host => {
  expect(await send({ ...sts, host })).toEqual({ status: 403, text: expect.stringContaining(`not to the host '${host}'`) });
});

test('a page of another origin is refused, whatever type its body claims', async () => {
  for (const origin of ['https://evil.example', 'null', 'http://localhost:1']) {
    expect(await send({ ...sts, origin, 'content-type': 'text/plain' })).toMatchObject({ status: 403 });
  }
  expect(await send({ ...sts, 'sec-fetch-site': 'cross-site' })).toMatchObject({ status: 403 });
});

test('the fields of a form cannot reach prototypes', async () => {
  await send(sts, 'Action=GetCallerIdentity&Version=2011-06-15&__proto__.polluted=1&a.constructor.prototype.polluted=1');
  expect(({} as { polluted?: string }).polluted).toBeUndefined();
});

test('a body has a bound, and the account answers on after one that is too large', async () => {
  const answer = await send(sts, Buffer.alloc(BODY_LIMIT + 1)).catch((error: NodeJS.ErrnoException) => error.code);
  // The rest of the body is not awaited: a client sees the answer or, while it is still sending, that the connection ends.
  expect([{ status: 413, text: expect.stringContaining('at most') }, 'ECONNRESET', 'EPIPE']).toContainEqual(answer);
  expect(await send(sts)).toMatchObject({ status: 200 });
});
