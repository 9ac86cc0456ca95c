import { AccountPolicies } from './account-policies';
import { requestsOfActions, requestsOfBuilds } from './actions';
import { requestsBehind, requestsOfCall } from './calls';
import type { Request } from './request';
import { requestsOfStacks } from './stacks';
import { rehearse } from '../../src/rehearsal/rehearse';
import type { Report } from '../../src/rehearsal/report';
import { Folder, ROOT } from '../flows/rehearsal';
import { type Account, createAccount, type ObservedCall } from '@cv-insync/emulator';

export interface Watched {
  readonly account: Account;
  readonly policies: AccountPolicies;
  readonly report: Report;
  readonly output: string;
  readonly requests: readonly Request[];
}

const CONNECTION = 'arn:aws:codeconnections:us-east-1:123456789012:connection/11111111-2222-3333-4444-555555555555';

const core = (modules: readonly string[]) => `
const { App, Stack, aws_dynamodb: dynamodb, aws_logs: logs } = require('aws-cdk-lib');
const { CoreInSync, InSyncModule, Module, Source } = require('cv-insync');
const app = new App();
const base = new InSyncModule(app, 'base', { solution: 'cv' });
const table = new dynamodb.CfnTable(base, 'Table', { keySchema: [{ attributeName: 'id', keyType: 'HASH' }], attributeDefinitions: [{ attributeName: 'id', attributeType: 'S' }], billingMode: 'PAY_PER_REQUEST' });
new logs.CfnLogGroup(base, 'Logs', { retentionInDays: 30 });
base.produce('TableName', table.ref);
const source = Source.gitHub('acme/core', { connectionArn: '${CONNECTION}' });
new CoreInSync(new Stack(app, 'cv-core'), 'InSync', {
  solution: 'cv', source, core: [base], modules: [${modules.map(name => `Module.of('${name}', Source.gitHub('acme/${name}'))`).join(', ')}],
});
app.synth();
`;

/** A module with a function whose code is an asset, a role, a rule, and a queue in a nested stack. */
const producer = `
const { App, NestedStack, aws_events: events, aws_iam: iam, aws_lambda: lambda, aws_sqs: sqs } = require('aws-cdk-lib');
const { InSyncModule } = require('cv-insync');
const app = new App();
const one = new InSyncModule(app, 'one', { description: 'one' });
const role = new iam.Role(one, 'Role', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
role.addToPolicy(new iam.PolicyStatement({ actions: ['dynamodb:GetItem'], resources: ['*'] }));
const worker = new lambda.Function(one, 'Worker', { runtime: lambda.Runtime.NODEJS_22_X, handler: 'index.handler', code: lambda.Code.fromAsset('code'), role, environment: { TABLE: one.consume('base', 'TableName') } });
const rule = new events.CfnRule(one, 'Rule', { scheduleExpression: 'rate(1 day)', targets: [{ id: 'Worker', arn: worker.functionArn }] });
worker.addPermission('FromRule', { principal: new iam.ServicePrincipal('events.amazonaws.com'), sourceArn: rule.attrArn });
new sqs.CfnQueue(new NestedStack(one, 'More'), 'Queue');
one.produce('Mode', 'first');
app.synth();
`;

const consumer = (name: string, consumes: readonly string[]) => `
const { App, aws_sqs: sqs } = require('aws-cdk-lib');
const { InSyncModule } = require('cv-insync');
const app = new App();
const own = new InSyncModule(app, '${name}', { description: 'as it was' });
const read = ${JSON.stringify(consumes)}.map(one => own.consume(...one.split('/')));
new sqs.CfnQueue(own, 'Queue', { tags: read.map((value, index) => ({ key: 'read-' + index, value })) });
app.synth();
`;

/** Puts the module \`three\` into a bucket outside of the solution, and its entry into the directory. */
const addThree = `
const { S3Client, CreateBucketCommand, PutBucketVersioningCommand, PutBucketNotificationConfigurationCommand, PutObjectCommand } = require('@aws-sdk/client-s3');
const { SSMClient, PutParameterCommand } = require('@aws-sdk/client-ssm');
const { zipSync, strToU8 } = require('fflate');
(async () => {
  const s3 = new S3Client({ forcePathStyle: true });
  const Bucket = 'somebodys-modules';
  await s3.send(new CreateBucketCommand({ Bucket }));
  await s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: 'Enabled' } }));
  await s3.send(new PutBucketNotificationConfigurationCommand({ Bucket, NotificationConfiguration: { EventBridgeConfiguration: {} } }));
  const file = name => require('fs').readFileSync('three/' + name);
  await s3.send(new PutObjectCommand({ Bucket, Key: 'three.zip', Body: zipSync({ 'app.js': file('app.js'), 'cdk.json': file('cdk.json') }) }));
  const entry = { schema: 1, name: 'three', source: { kind: 's3', bucket: Bucket, key: 'three.zip' }, approval: false };
  await new SSMClient().send(new PutParameterCommand({ Name: '/cv/directory/operator/three', Type: 'String', Value: JSON.stringify(entry) }));
})();
`;

const CDK = '{ "app": "node app.js" }';

const FILES = {
  'core/cdk.json': CDK,
  'core/app.js': core(['one', 'two']),
  'core/add-three.js': addThree,
  'core/three/cdk.json': CDK,
  'core/three/app.js': consumer('three', ['base/TableName']),
  'one/cdk.json': CDK,
  'one/app.js': producer,
  'one/code/index.js': 'exports.handler = async () => {};',
  'two/cdk.json': CDK,
  'two/app.js': consumer('two', ['one/Mode']),
};

const SCRIPT = {
  solution: 'cv',
  core: { repository: 'acme/core', path: 'core' },
  repositories: { 'acme/one': 'one', 'acme/two': 'two' },
  steps: [
    'setup',
    { commit: { repository: 'acme/one', message: 'another output', run: "sed -i \"s/'first'/'second'/\" app.js" } },
    { invoke: 'node add-three.js' },
    { commit: { repository: 'acme/core', message: 'without two', run: "sed -i \"s/, Module.of('two', Source.gitHub('acme.two'))//\" app.js" } },
  ],
};

export interface WatchOptions {
  /** Whether the account refuses what policies do not allow. @default true */
  readonly iam?: boolean;
  /** Called for every call to the account, which it may change. */
  readonly onCall?: (call: ObservedCall) => void;
  /** Whether the first step that fails is the last one. @default false */
  readonly stopOnFailure?: boolean;
}

/** Rehearses the life cycle of a small solution, and records every call to the account with its IAM requests. */
export async function watch({ iam = true, onCall, stopOnFailure }: WatchOptions = {}): Promise<Watched> {
  const policies = new AccountPolicies();
  const calls: ObservedCall[] = [];
  const account = createAccount({ iam, onCall: call => { onCall?.(call); policies.observe(call); calls.push(call); } });
  const folder = new Folder().synthesizeQuickly().write({ ...FILES, 'script.yaml': JSON.stringify(SCRIPT) });
  let output = '';
  try {
    const report = await rehearse({
      script: `${folder.path}/script.yaml`,
      timeout: 200,
      packageRoot: ROOT,
      functionRunner: `${ROOT}/assets/run-function.js`,
      account,
      stopOnFailure,
      output: { write: (text: string) => { output += text; } },
    });
    const requests = [
      ...calls.flatMap(call => [...requestsOfCall(call, policies), ...requestsBehind(call)]),
      ...requestsOfActions(account, policies), ...requestsOfBuilds(account, policies), ...requestsOfStacks(account, policies),
    ];
    return { account, policies, report, output, requests: unique(requests) };
  } finally {
    folder.remove();
  }
}

const unique = (requests: readonly Request[]) => [...new Map(requests.map(request => [JSON.stringify(request), request])).values()];
