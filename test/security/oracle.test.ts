import { Evaluator } from './evaluator';
import { type DeployedPipeline, type Grant, grantsOfL2 } from './l2-pipeline';
import { placeAccount, SOLUTION } from './placed';
import { s3Arn } from './request';
import type { Entry } from '../../src/model/entry';
import { actionFact, actionsOfService, resourceTypeFacts } from '@cv-insync/emulator/facts';

/**
 * The solution's pipelines, built once more with the CDK's own actions (aws-codepipeline-actions): what these grant and the solution's roles do not is explained here,
 * line by line. The CDK's actions are what most pipelines on AWS run with.
 */
jest.setTimeout(120_000);

const ENTRIES: readonly Entry[] = [
  { schema: 1, name: 'one', source: { kind: 'github', repository: 'acme/one', branch: 'main' } },
  { schema: 1, name: 'two', source: { kind: 'github', repository: 'acme/two', branch: 'main' }, approval: true },
  { schema: 1, name: 'three', source: { kind: 's3', bucket: 'somebodys-modules', key: 'three.zip' } },
];

/** Actions that the CDK grants and that are not needed, with the reason. */
const EXPLAINED: readonly { readonly actions: RegExp; readonly because: string }[] = [
  {
    actions: /^s3:(List|GetBucket|GetObject(?!$|Version$)|DeleteObject|AbortMultipartUpload|PutObject(LegalHold|Retention|VersionTagging|VersionAcl))/,
    because: 'grantReadWrite() of a bucket is more than the policy of a service role in the guide of CodePipeline ("how-to-custom-role"), which has none of these',
  },
  {
    actions: /^kms:(ReEncrypt|GenerateDataKey(Pair|WithoutPlaintext))/,
    because: 'grantEncryptDecrypt() of a key is more than S3 asks for: Decrypt and GenerateDataKey (guide of S3, "UsingKMSEncryption")',
  },
  {
    actions: /^lambda:InvokeFunction on .*:\*$/,
    because: 'versions and aliases of a function: the solution names functions without them',
  },
  {
    actions: /^cloudformation:ValidateTemplate/,
    because: 'the CDK grants it on the stack, where it has no effect, as only * allows it: its pipelines work without',
  },
  {
    actions: /^cloudformation:(Set|Get)StackPolicy/,
    because: 'used only with a stack policy in the template configuration, and the solution\'s configurations have none',
  },
  {
    actions: /^cloudformation:(DescribeStackDriftDetectionStatus|GetTemplateSummary)/,
    because: 'patterns of the CDK (DescribeStack*, GetTemplate*) reach them; the action reference ("edit-role-cloudformation") names neither',
  },
];

interface Pipeline extends DeployedPipeline {
  readonly roleArn: string;
}

let iam: Evaluator;
let pipelines: Pipeline[];
beforeAll(async () => {
  const { account, policies } = await placeAccount(ENTRIES);
  iam = new Evaluator(policies);
  const names = ['core', 'modules', ...ENTRIES.map(({ name }) => name)].map(of => `${of}.${SOLUTION}`);
  pipelines = await Promise.all(names.map(async name => (await account.call('codepipeline', 'GetPipeline', { name })).pipeline));
});

/** The single actions of a pattern, as the Service Authorization Reference has them. */
function expand(action: string): string[] {
  const [service, name] = action.split(':');
  if (!name.includes('*')) return [action];
  const pattern = new RegExp(`^${name.replace(/\*/g, '.*')}$`);
  return actionsOfService(service).filter(each => pattern.test(each)).map(each => `${service}:${each}`);
}

/** Whether an action can be asked on a resource; statements name buckets and objects together, and only one of them matters. */
function fits(action: string, resource: string): boolean {
  const fact = actionFact(action);
  if (!fact) return false;
  const formats = resourceTypeFacts(action.split(':')[0], fact).map(({ arn }) => new RegExp(`^${arn.replace(/\$\{\w+\}/g, '[^/]+').replace(/\/\[\^\/\]\+$/, '/.+')}$`));
  return formats.length ? formats.some(format => format.test(resource)) : true;
}

test('what the CDK\'s actions grant and the roles of the solution do not is explained', async () => {
  const lines: string[] = [];
  for (const pipeline of pipelines) for (const grant of grantsOfL2(pipeline)) lines.push(...await missing(pipeline, grant));
  const unused = EXPLAINED.filter(({ actions }) => !lines.some(line => actions.test(line)));

  expect(lines.filter(line => !EXPLAINED.some(({ actions }) => actions.test(line)))).toEqual([]);
  expect(unused).toEqual([]);
});

/** The single actions of a grant that neither the role of the pipeline nor one of its actions may do. */
async function missing(pipeline: Pipeline, { action, resource }: Grant): Promise<string[]> {
  const bucket = s3Arn(pipeline.artifactStore.location);
  const on = resource.startsWith(bucket) && resource !== bucket ? `${bucket}/${pipeline.name.slice(0, 20)}/Source/x` : resource.replace(/\/\*$/, '/0a1b2c3d');
  const roles = [pipeline.roleArn, ...pipeline.stages.flatMap(({ actions }) => actions.flatMap(({ roleArn }) => roleArn ?? []))].map(arn => arn.split('/').pop()!);
  const lines: string[] = [];
  for (const each of expand(action).filter(one => fits(one, on))) {
    const context = each === 'iam:PassRole' ? { 'iam:PassedToService': 'cloudformation.amazonaws.com' } : undefined;
    const answers = await Promise.all([...new Set(roles)].map(role => iam.allows({ role, action: each, resource: on, context })));
    if (!answers.includes(true)) lines.push(`${each} on ${on}`);
  }
  return lines;
}
