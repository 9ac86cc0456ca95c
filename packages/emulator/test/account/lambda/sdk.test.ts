import {
  AddPermissionCommand, CreateFunctionCommand, DeleteFunctionCommand, GetFunctionCommand, GetFunctionConfigurationCommand, GetPolicyCommand,
  InvalidParameterValueException, InvokeCommand, LambdaClient, ListFunctionsCommand, ListTagsCommand, paginateListFunctions,
  RemovePermissionCommand, ResourceConflictException, ResourceNotFoundException, ServiceException, TagResourceCommand, UntagResourceCommand,
  UpdateFunctionCodeCommand, UpdateFunctionConfigurationCommand, waitUntilFunctionActiveV2, waitUntilFunctionUpdatedV2,
} from '@aws-sdk/client-lambda';
import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { strToU8, zipSync } from 'fflate';
import { functionStateOf } from '../../../src/account/lambda';
import { served, type Served } from '../served';

const FunctionName = 'gate';
const ARN = 'arn:aws:lambda:us-east-1:123456789012:function:gate';
const zip = (code: string) => zipSync({ 'index.js': strToU8(code) });

let account: Served;
let client: LambdaClient;
beforeEach(async () => {
  account = await served();
  client = new LambdaClient(account.config);
});
afterEach(async () => {
  client.destroy();
  await account.close();
});

const create = (more: object = {}) => client.send(new CreateFunctionCommand({
  FunctionName, Role: 'arn:aws:iam::123456789012:role/gate', Runtime: 'nodejs22.x', Handler: 'index.handler', Code: { ZipFile: zip('1') }, Tags: { a: '1' }, ...more,
}));
const codeOf = (name: string) => Buffer.from(functionStateOf(account.account).functions[name].files['index.js']).toString();
const unknown = (answer: Promise<unknown>) => expect(answer).rejects.toBeInstanceOf(ResourceNotFoundException);

describe('a function', () => {
  test('has a name that leads nowhere else, and code that stays in its folder', async () => {
    await expect(create({ FunctionName: '../../evil' })).rejects.toThrow("at 'functionName' failed to satisfy constraint");
    await expect(create({ FunctionName: 'f'.repeat(65) })).rejects.toThrow('less than or equal to 64');
    for (const path of ['../evil.js', 'a/../../evil.js']) {
      await expect(create({ Code: { ZipFile: zipSync({ [path]: strToU8('1') }) } })).rejects.toThrow('Could not unzip uploaded file');
    }
    await expect(create({ Code: { ZipFile: zipSync({ '..index.js': strToU8('1') }) } })).resolves.toBeDefined();
  });

  test('is created, read by name and ARN, changed and deleted', async () => {
    const created = await create({ Environment: { Variables: { LEVEL: 'low' } }, Timeout: 7 });
    expect(created).toMatchObject({ FunctionArn: ARN, State: 'Active', Version: '$LATEST', MemorySize: 128, Timeout: 7, Environment: { Variables: { LEVEL: 'low' } } });
    await waitUntilFunctionActiveV2({ client, minDelay: 0.02, maxDelay: 0.1, maxWaitTime: 10 }, { FunctionName });
    await expect(client.send(new GetFunctionCommand({ FunctionName: ARN }))).resolves
      .toMatchObject({ Configuration: { CodeSha256: created.CodeSha256, LastUpdateStatus: 'Successful' }, Tags: { a: '1' } });
    const changed = await client.send(new UpdateFunctionConfigurationCommand({ FunctionName, Description: 'gates', MemorySize: 256 }));
    expect(changed).toMatchObject({ Description: 'gates', MemorySize: 256, Timeout: 7, CodeSha256: created.CodeSha256 });
    const { CodeSha256, RevisionId } = await client.send(new UpdateFunctionCodeCommand({ FunctionName, ZipFile: zip('2') }));
    await waitUntilFunctionUpdatedV2({ client, minDelay: 0.02, maxDelay: 0.1, maxWaitTime: 10 }, { FunctionName });
    expect([CodeSha256 === created.CodeSha256, RevisionId === changed.RevisionId]).toEqual([false, false]);
    await expect(client.send(new GetFunctionConfigurationCommand({ FunctionName }))).resolves.toMatchObject({ CodeSha256, MemorySize: 256 });
    expect(codeOf(FunctionName)).toBe('2');
    await client.send(new DeleteFunctionCommand({ FunctionName }));
    await unknown(client.send(new GetFunctionCommand({ FunctionName })));
  });

  test('takes its code from a bucket', async () => {
    const s3 = new S3Client(account.config);
    await s3.send(new CreateBucketCommand({ Bucket: 'assets' }));
    await s3.send(new PutObjectCommand({ Bucket: 'assets', Key: 'gate.zip', Body: zip('stored') }));
    s3.destroy();
    await create({ Code: { S3Bucket: 'assets', S3Key: 'gate.zip' } });
    expect(codeOf(FunctionName)).toBe('stored');
  });

  test('is refused if its name is taken or its code is none, and is not found under another name', async () => {
    await create();
    await expect(create()).rejects.toBeInstanceOf(ResourceConflictException);
    await expect(create({ FunctionName: 'other', Code: { ZipFile: Buffer.from('no zip') } })).rejects.toBeInstanceOf(InvalidParameterValueException);
    await expect(client.send(new UpdateFunctionCodeCommand({ FunctionName, ZipFile: Buffer.from('no zip') }))).rejects.toBeInstanceOf(InvalidParameterValueException);
    const none = { FunctionName: 'none' };
    await unknown(client.send(new GetFunctionCommand(none)));
    await unknown(client.send(new GetFunctionConfigurationCommand(none)));
    await unknown(client.send(new UpdateFunctionCodeCommand({ ...none, ZipFile: zip('1') })));
    await unknown(client.send(new UpdateFunctionConfigurationCommand({ ...none, Timeout: 1 })));
    await unknown(client.send(new DeleteFunctionCommand(none)));
    await unknown(client.send(new InvokeCommand(none)));
  });

  test('is listed in pages', async () => {
    const names = ['a', 'b', 'c'];
    for (const name of names) await create({ FunctionName: name });
    const pages: (string | undefined)[][] = [];
    for await (const { Functions } of paginateListFunctions({ client, pageSize: 2 }, {})) pages.push(Functions!.map(each => each.FunctionName));
    expect(pages).toEqual([['a', 'b'], ['c']]);
    await expect(client.send(new ListFunctionsCommand({ Marker: 'none' }))).rejects.toBeInstanceOf(InvalidParameterValueException);
  });

  test('carries tags', async () => {
    await create();
    await client.send(new TagResourceCommand({ Resource: ARN, Tags: { b: '2', c: '3' } }));
    await client.send(new UntagResourceCommand({ Resource: ARN, TagKeys: ['a', 'b'] }));
    expect((await client.send(new ListTagsCommand({ Resource: ARN }))).Tags).toEqual({ c: '3' });
    const Resource = `${ARN}s`;
    await unknown(client.send(new TagResourceCommand({ Resource, Tags: {} })));
    await unknown(client.send(new UntagResourceCommand({ Resource, TagKeys: ['a'] })));
    await unknown(client.send(new ListTagsCommand({ Resource })));
  });

  test('carries permissions, each under a name of its own', async () => {
    await create();
    await unknown(client.send(new GetPolicyCommand({ FunctionName })));
    const permission = { FunctionName, StatementId: 'rule', Action: 'lambda:InvokeFunction', Principal: 'events.amazonaws.com', SourceArn: 'arn:aws:events:us-east-1:123456789012:rule/r' };
    const { Statement } = await client.send(new AddPermissionCommand(permission));
    expect(JSON.parse(Statement!)).toEqual({
      Sid: 'rule', Effect: 'Allow', Action: permission.Action, Resource: ARN, Principal: { Service: permission.Principal }, Condition: { ArnLike: { 'AWS:SourceArn': permission.SourceArn } },
    });
    await expect(client.send(new AddPermissionCommand(permission))).rejects.toBeInstanceOf(ResourceConflictException);
    await unknown(client.send(new AddPermissionCommand({ ...permission, FunctionName: 'none' })));
    expect(JSON.parse((await client.send(new GetPolicyCommand({ FunctionName }))).Policy!).Statement).toEqual([JSON.parse(Statement!)]);
    await client.send(new RemovePermissionCommand({ FunctionName, StatementId: 'rule' }));
    await unknown(client.send(new RemovePermissionCommand({ FunctionName, StatementId: 'rule' })));
  });
});

describe('an invocation', () => {
  const answers = (invoker: (payload: string) => { ok: boolean; payload: string }) => {
    functionStateOf(account.account).invoker = async (_, payload) => invoker(payload);
  };
  const invoke = (more: object = {}) => client.send(new InvokeCommand({ FunctionName, Payload: Buffer.from('{"n":1}'), ...more }));

  test('gives what the function answers, and tells when it throws', async () => {
    await create();
    answers(payload => ({ ok: true, payload: `[${payload}]` }));
    const { StatusCode, ExecutedVersion, FunctionError, Payload } = await invoke();
    expect([StatusCode, ExecutedVersion, FunctionError, Payload!.transformToString()]).toEqual([200, '$LATEST', undefined, '[{"n":1}]']);
    answers(() => ({ ok: false, payload: '{"errorType":"Error"}' }));
    const failed = await invoke();
    expect([failed.StatusCode, failed.FunctionError, failed.Payload!.transformToString()]).toEqual([200, 'Unhandled', '{"errorType":"Error"}']);
  });

  test('that is not waited for is tried three times', async () => {
    await create();
    let calls = 0;
    answers(() => ({ ok: ++calls > 2, payload: 'null' }));
    expect(await invoke({ InvocationType: 'Event' })).toMatchObject({ StatusCode: 202 });
    await account.account.settled();
    expect(calls).toBe(3);
    expect(await invoke({ InvocationType: 'DryRun' })).toMatchObject({ StatusCode: 204 });
    expect(calls).toBe(3);
  });

  test('fails where nothing runs functions', async () => {
    await create();
    await expect(invoke()).rejects.toBeInstanceOf(ServiceException);
  });
});
