import fc from 'fast-check';
import { fuzz } from './fuzz';
import { mutated, mutatedText, odd } from './mutants';
import { type Account, createAccount } from '../../src/account';
import { operationsOf } from '../../src/account/operations';
import { handle } from '../../src/account/protocol';
import type { HttpRequest } from '../../src/account/protocol/http';
import { schemasOf, type Operation, type Schema } from '../../src/account/protocol/schema';
import { SERVICES, type ServiceModel } from '../../src/account/protocol/services';

const NAMES = ['a', '__proto__', 'constructor', 'bucket', '/a/b', 'arn:aws:iam::123456789012:role/a', 'arn:aws:sns:us-east-1:123456789012:a', '12345678-1234-1234-1234-123456789012'];

/** A value of a shape as the SDK describes it, in JSON. */
function ofShape(schema: Schema, depth = 0): fc.Arbitrary<unknown> {
  if (depth > 4) return odd;
  const right = (() => {
    if (schema.isListSchema()) return fc.array(ofShape(schema.getValueSchema(), depth + 1), { maxLength: 2 });
    if (schema.isMapSchema()) return fc.dictionary(fc.constantFrom(...NAMES), ofShape(schema.getValueSchema(), depth + 1), { maxKeys: 2 });
    if (schema.isStructSchema()) return structure(schema, depth);
    if (schema.isBooleanSchema()) return fc.boolean();
    if (schema.isNumericSchema() || schema.isTimestampSchema()) return fc.constantFrom(0, 1, 5, 1000);
    return fc.constantFrom(...NAMES);
  })();
  return fc.oneof({ weight: 15, arbitrary: right as fc.Arbitrary<unknown> }, { weight: 1, arbitrary: odd });
}

const structure = (schema: Schema, depth: number) =>
  fc.record(Object.fromEntries([...schema.structIterator()].map(([name, member]) => [name, ofShape(member, depth + 1)])), { requiredKeys: [] });

/** Objects of a case may have members named like those of every object, so they are not converted by themselves. */
const textOf = (value: unknown) => value !== null && typeof value === 'object' ? JSON.stringify(value) : String(value);

const form = (value: unknown, path: string): [string, string][] => value !== null && typeof value === 'object'
  ? Object.entries(value).flatMap(([key, each]) => form(each, `${path}${path && '.'}${Array.isArray(value) ? `member.${Number(key) + 1}` : key}`)) : [[path, String(value)]];

function requestOf({ name: service, protocol, targets, apiVersion }: ServiceModel, { name, http }: Operation, input: any): HttpRequest {
  const headers: Record<string, string> = { authorization: `AWS4-HMAC-SHA256 Credential=K/20260101/us-east-1/${service}/aws4_request` };
  const base = { method: 'POST', host: '127.0.0.1', path: '/', query: new URLSearchParams(), headers };
  if (protocol === 'json') return { ...base, headers: { ...headers, 'x-amz-target': `${targets![0]}.${name}` }, body: Buffer.from(JSON.stringify(input) ?? '') };
  if (protocol === 'query') {
    const body = new URLSearchParams([['Action', name], ['Version', apiVersion!], ...form(input, '')]);
    return { ...base, headers: { ...headers, 'content-type': 'application/x-www-form-urlencoded' }, body: Buffer.from(body.toString()) };
  }
  const [path, search = ''] = http!.uri.split('?');
  const labelled = path.replace(/\{([^}+]+)\+?\}/g, (_, label) => encodeURIComponent(Buffer.from(textOf(input?.[label] ?? 'a')).toString()));
  const body = protocol === 'restJson' ? JSON.stringify(input) ?? '' : xml(input);
  return { ...base, method: http!.method, path: labelled, query: new URLSearchParams(search), body: Buffer.from(body) };
}

const xml = (value: unknown): string => value !== null && typeof value === 'object'
  ? Object.entries(value).map(([key, each]) => /^[A-Za-z]+$/.test(key) ? `<${key}>${xml(each)}</${key}>` : xml(each)).join('') : String(value).replace(/[<&\u0000]/g, '');

const account0 = createAccount();
const operations = SERVICES.flatMap(service => operationsOf(account0, service.name).filter(name => name !== 'Publish' || service.name !== 'events')
  .map(name => ({ service, operation: schemasOf(service).operations.get(name)! })));

/** Some calls in a row, so that later ones find what earlier ones made. */
const calls = fc.array(fc.constantFrom(...operations).chain(({ service, operation }) => {
  const shape = operation.input.isStructSchema() ? structure(operation.input, 0) : fc.dictionary(fc.constantFrom('Name', 'name', 'ConnectionArn', 'ProviderType'), odd);
  return fc.record({ input: fc.oneof({ weight: 4, arbitrary: shape as fc.Arbitrary<unknown> }, { weight: 1, arbitrary: mutated([{ Name: 'a', Value: 'b' }]) }) })
    .map(({ input }) => requestOf(service, operation, input));
}), { minLength: 1, maxLength: 6 });

fuzz('requests of operations', 2_000, calls, async requests => {
  const account = createAccount();
  for (const request of requests) await answered(account, request);
});

const TEXTS = operations.slice(0, 200).map(({ service, operation }) => requestOf(service, operation, { Name: 'a', Bucket: 'bucket', Key: 'a' }));
const bodies = fc.constantFrom(...TEXTS).chain(request => mutatedText([request.body.toString() || '{}']).map(body => ({ ...request, body: Buffer.from(body) })));
fuzz('broken bodies', 30_000, bodies, request => answered(createAccount(), request));

fuzz('requests of no client', 30_000, fc.record({
  method: fc.constantFrom('GET', 'PUT', 'POST', 'DELETE', 'HEAD', 'OPTIONS', 'PATCH', 'x'),
  host: fc.constantFrom('127.0.0.1', 'bucket.localhost', '.localhost', ''),
  path: fc.oneof(fc.constantFrom('/', '//', '/%', '/%00', '/__proto__', '/bucket/%E0%A4%A', '/2015-03-31/functions/%2e%2e'), fc.string().map(each => `/${each}`)),
  query: fc.oneof(fc.constantFrom('', 'uploads', 'versioning', 'x-id=__proto__', 'list-type=2&max-keys=-1', 'partNumber=x&uploadId=__proto__'), fc.string()).map(each => new URLSearchParams(each)),
  headers: fc.dictionary(fc.constantFrom('x-amz-target', 'content-type', 'content-encoding', 'x-amz-copy-source', 'range', 'x-amz-tagging', 'x-amz-checksum-crc32', 'if-match', 'x-amz-meta-__proto__', 'authorization'),
    fc.oneof(fc.constantFrom('AmazonSSM.', 'AmazonSSM.__proto__', 'aws-chunked', '__proto__/constructor', 'bytes=9-1', 'a=b&__proto__=c', 'application/x-www-form-urlencoded', 'Credential=a/b/us-east-1/s3/x'), fc.string())),
  body: fc.oneof(fc.constantFrom('', '{}', '5\r\nhello\r\n0\r\n', 'ffffffffff\r\n', '<a>', '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', 'Action=__proto__&Version=2010-05-15'), fc.string()).map(each => Buffer.from(each)),
}), request => answered(createAccount(), request));

/** Every request is answered, and none is a failure of the account. */
async function answered(account: Account, request: HttpRequest) {
  const { status } = await handle(account, request, { caller: account.root }, 'request');
  await account.settled();
  if (account.failures.length) throw account.failures[0];
  expect(status).toBeLessThan(500);
}
