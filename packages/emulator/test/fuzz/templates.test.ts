import { readdirSync, readFileSync } from 'fs';
import { join } from 'path';
import fc from 'fast-check';
import { parseDocument, stringify } from 'yaml';
import { fuzz } from './fuzz';
import { mutated, mutatedText } from './mutants';
import { AwsError, createAccount } from '../../src/account';
import { CLOUDFORMATION } from '../../src/cloudformation';

/** The templates of the cases that were recorded on AWS. */
const CASES = join(__dirname, '../recorded/cases');
const TEXTS = readdirSync(CASES).filter(file => file.startsWith('cfn-')).sort().flatMap(file => JSON.parse(readFileSync(join(CASES, file), 'utf8')).cases)
  .flatMap(({ steps }: any) => steps.flatMap(({ template }: any) => template === undefined ? [] : [Array.isArray(template) ? template.join('\n') : JSON.stringify(template)]))
  .filter((text: string) => text.length < 4000) as string[];
const documents = TEXTS.flatMap(text => {
  const document = parseDocument(text, CLOUDFORMATION);
  const value = document.errors.length ? undefined : document.toJS();
  return value && typeof value === 'object' ? [value] : [];
});
const templates = fc.oneof(
  mutated(documents).map(each => JSON.stringify(each) ?? ''),
  mutated(documents).map(each => JSON.stringify({ ...each as object, Transform: 'AWS::LanguageExtensions' })),
  mutated(documents).map(each => stringify(each)),
  mutatedText(TEXTS),
);

let count = 0;
fuzz('CloudFormation templates', 2_000, templates, async TemplateBody => {
  const account = createAccount();
  const StackName = `stack-${++count}`;
  try {
    await account.call('cloudformation', 'ValidateTemplate', { TemplateBody }).catch(refused);
    await account.call('cloudformation', 'CreateStack', { StackName, TemplateBody, Capabilities: ['CAPABILITY_NAMED_IAM', 'CAPABILITY_AUTO_EXPAND'] });
    await account.settled();
    const { Stacks: [{ StackStatus }] } = await account.call('cloudformation', 'DescribeStacks', { StackName });
    expect(StackStatus).toMatch(/_(COMPLETE|FAILED)$/);
  } catch (error) {
    refused(error);
  }
  expect(account.failures).toEqual([]);
});

function refused(error: unknown) {
  if (!(error instanceof AwsError)) throw error;
}
