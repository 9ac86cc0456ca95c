import { request } from 'http';
import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { served, type Served } from './served';
import { signed } from './signed';
import { BODY_LIMIT } from '../../src/account/admission';

let account: Served;
beforeEach(async () => {
  account = await served();
});
afterEach(() => account.close());

/** What a program that is no SDK is answered: `fetch` would not let a test choose Host and Origin. */
const send = (headers: Record<string, string>, body: string | Buffer = 'Action=GetCallerIdentity&Version=2011-06-15', path = '/') =>
  new Promise<{ status?: number; text: string }>((resolve, reject) => {
    const call = request(`${account.endpoint}${path}`, { method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers } }, answer => {
      const chunks: Buffer[] = [];
      answer.on('data', chunk => chunks.push(chunk)).on('end', () => resolve({ status: answer.statusCode, text: Buffer.concat(chunks).toString() }));
    });
    call.on('error', reject).end(body);
  });
let sts: Record<string, string>;
beforeEach(() => {
  sts = signed(account.account, 'sts');
});

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

// The attack: a form or a `fetch` without CORS of any web page, which sends text/plain and no Origin in some browsers, creates a function and so runs code.
test('a request without an access key creates no function', async () => {
  const body = JSON.stringify({ FunctionName: 'evil', Role: 'arn:aws:iam::123456789012:role/any', Handler: 'index.handler', Runtime: 'nodejs22.x', Code: { ZipFile: 'UEsFBgAAAAAAAAAAAAAAAAAAAAAAAA==' } });
  expect(await send({ 'content-type': 'text/plain' }, body, '/2015-03-31/functions')).toEqual({ status: 403, text: expect.stringContaining('Request is missing Authentication Token') });
  expect(await account.account.call('lambda', 'ListFunctions')).toMatchObject({ Functions: [] });
  expect(await send({ ...signed(account.account, 'lambda'), 'content-type': 'text/plain' }, body, '/2015-03-31/functions')).toMatchObject({ status: 201 });
});

// The shapes of errors: https://smithy.io/2.0/aws/protocols/ (awsQuery, awsJson 1.1, restJson1, restXml as S3 has it, without a wrapper).
const CODE = 'InvalidClientTokenId';
test.each([
  ['sts', {}, [`<ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><Error><Type>Sender</Type><Code>${CODE}</Code>`]],
  ['ssm', { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': 'AmazonSSM.GetParameter' }, [`"__type":"${CODE}"`]],
  ['lambda', { 'content-type': 'application/json' }, ['"Type":"User"']],
  ['s3', { 'content-type': 'application/xml' }, [`<Error><Code>${CODE}</Code>`]],
  ['sqs', {}, [`<Code>${CODE}</Code>`]],
  ['dynamodb', { 'content-type': 'application/x-amz-json-1.0' }, [`"__type":"${CODE}"`]],
])('a wrong access key is refused in the protocol of %s', async (service, headers, texts) => {
  for (const key of ['any', `${account.account.accessKey}0`, account.account.accessKey.toLowerCase(), 'ASIA0123456789ABCDEF', 'ASIA', '__proto__', 'ASIA__proto__']) {
    const answer = await send({ ...signed({ accessKey: key, region: 'us-east-1' }, service), ...headers });
    expect(answer).toMatchObject({ status: 403 });
    for (const text of texts) expect(answer.text).toContain(text);
  }
  expect(account.account.unknownOperations).toEqual([]);
});

test('a refused request is not awaited: its body is not read', async () => {
  const answer = await send(signed({ accessKey: 'any', region: 'us-east-1' }, 's3'), Buffer.alloc(BODY_LIMIT + 1)).catch((error: NodeJS.ErrnoException) => error.code);
  expect([{ status: 403, text: expect.stringContaining(CODE) }, 'ECONNRESET', 'EPIPE']).toContainEqual(answer);
});

test('a presigned query string is as good as a header, with the right access key only', async () => {
  await account.account.call('s3', 'CreateBucket', { Bucket: 'bucket' });
  await account.account.call('s3', 'PutObject', { Bucket: 'bucket', Key: 'key', Body: 'text' });
  const get = (key: string) => fetch(`${account.endpoint}/bucket/key?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=${key}%2F20260101%2Fus-east-1%2Fs3%2Faws4_request&X-Amz-Signature=0`);
  await expect(get(account.account.accessKey).then(answer => answer.text())).resolves.toBe('text');
  await expect(get('any')).resolves.toMatchObject({ status: 403 });
});

test('a bucket may come before each host', async () => {
  await account.account.call('s3', 'CreateBucket', { Bucket: 'my.bucket' });
  await account.account.call('s3', 'PutObject', { Bucket: 'my.bucket', Key: 'key', Body: 'text' });
  const Bucket = 'my.bucket';
  for (const host of ['localhost', '127.0.0.1']) {
    const body = await new Promise(resolve => request({
      port: account.port, path: '/key', headers: { ...signed(account.account, 's3'), host: `${Bucket}.${host}:${account.port}` },
    }, answer => answer.on('data', chunk => resolve(String(chunk)))).end());
    expect(body).toBe('text');
  }
  await expect(new S3Client({ ...account.config, forcePathStyle: true }).send(new GetObjectCommand({ Bucket, Key: 'key' }))).resolves.toMatchObject({ ContentLength: 4 });
});
