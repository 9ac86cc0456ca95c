import { Evaluator } from './evaluator';
import { CORES, ENTRIES, type GrantedByL2, grantedByL2, pipelinesOf } from './granted-by-l2';
import { placeAccount } from './placed';

/**
 * The solution's pipelines, built once more with the CDK's own actions (aws-codepipeline-actions): what these grant and the solution's roles do not is explained here,
 * line by line. The CDK's actions are what most pipelines on AWS run with.
 */
jest.setTimeout(120_000);

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

let granted: (GrantedByL2 & { readonly iam: Evaluator })[];
beforeAll(async () => {
  granted = [];
  for (const core of CORES) {
    const { account, policies } = await placeAccount(ENTRIES, core);
    const iam = new Evaluator(policies);
    granted.push(...(await pipelinesOf(account)).flatMap(grantedByL2).map(each => ({ ...each, iam })));
  }
});

test('what the CDK\'s actions grant and the roles of the solution do not is explained', async () => {
  const lines: string[] = [];
  for (const { line, requests, iam } of granted) {
    const answers = await Promise.all(requests.map(request => iam.allows(request)));
    if (!answers.includes(true)) lines.push(line);
  }
  const unused = EXPLAINED.filter(({ actions }) => !lines.some(line => actions.test(line)));

  expect(granted.length).toBeGreaterThan(100);
  expect(lines.filter(line => !EXPLAINED.some(({ actions }) => actions.test(line)))).toEqual([]);
  expect(unused).toEqual([]);
});
