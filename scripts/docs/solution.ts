/**
 * Writes the contents and outputs of the example modules into docs/solution.md, and draws their dependencies into docs/images/solution.svg:
 * `npx tsx --tsconfig tsconfig.dev.json scripts/docs/solution.ts`.
 */
import { readFileSync, writeFileSync } from 'fs';
import { join } from 'path';
import { pictureOf } from './picture';
import { requirementOf, type RequirementText } from '../../src/model/requirement';
import { ALL, CORE, exampleModule, type ExampleModule, inOrder, WITHOUT_CDK, providersOf, repositoryOf } from '../examples/modules';

const DOCS = join(__dirname, '../../docs');
const PAGE = join(DOCS, 'solution.md');
const PICTURE = join(DOCS, 'images/solution.svg');
const LIST = /(<!-- modules[^>]*-->\n)[^]*(<!-- \/modules -->)/;

/** The page and the diagram as written, and as generated from the current modules. */
export function solutionPage() {
  const written = { page: readFileSync(PAGE, 'utf8'), picture: read(PICTURE) };
  const list = inOrder().map(name => section(exampleModule(name))).join('\n');
  const picture = pictureOf(ALL.map(name => {
    const { description } = exampleModule(name);
    return { name, description, isCore: CORE.includes(name), consumes: providersOf(name) };
  }), { title: 'The modules of the solution and what they consume', verb: 'consumes' });
  return { written, current: { page: written.page.replace(LIST, (_, start, end) => start + list + end), picture } };
}

function section({ name, description, contract: { produces, consumes }, template }: ExampleModule): string {
  const resources = Object.entries<any>(template.toJSON().Resources);
  const of = (type: string) => resources.filter(([, { Type }]) => Type === type)
    .map(([id, { Properties }]) => ({ id: WITHOUT_CDK.includes(name) ? id : id.slice(0, -8), ...Properties })); // without the digest of the CDK
  const rows = [
    ['Consumes', providersOf(name).map(provider => `${provider}: ${code(outputsOf(provider, consumes))}`)],
    ['Produces', [code(produces)]],
    ['Ingests', of('AWS::IoT::TopicRule').map(({ TopicRulePayload: { Sql } }) => code([Sql]))],
    ['Functions', of('AWS::Lambda::Function').filter(({ Description }) => Description).map(({ id, Description }) => `${id}: ${Description}`)],
    ['Tables', of('AWS::DynamoDB::Table').map(tableOf)],
    ['Buckets', of('AWS::S3::Bucket').map(({ id }) => id)],
    ['Streams', of('AWS::KinesisFirehose::DeliveryStream').map(({ id }) => id)],
    ['Users', of('AWS::Cognito::UserPool').map(({ id }) => `the user pool ${id}`)],
  ] as const;
  const shown = rows.map(([title, values]) => [title, values.filter(Boolean).join('<br>')]).filter(([, text]) => text);
  return [
    `### ${name}`, '', `${description}. [Read more](../examples/${repositoryOf(name)}/README.md)`, '', '| | |', '|---|---|',
    ...shown.map(([title, text]) => `| **${title}** | ${text} |`), '',
  ].join('\n');
}

function tableOf({ id, KeySchema, GlobalSecondaryIndexes = [] }: any): string {
  const keys = (schema: readonly { AttributeName: string }[]) => code(schema.map(({ AttributeName }) => AttributeName));
  return [`${id}: ${keys(KeySchema)}`, ...GlobalSecondaryIndexes.map((index: any) => `index \`${index.IndexName}\`: ${keys(index.KeySchema)}`)].join('; ');
}

const outputsOf = (provider: string, requirements: readonly RequirementText[]) =>
  requirements.map(requirementOf).filter(({ module }) => module === provider).map(({ output }) => output);
const code = (texts: readonly string[]) => texts.map(text => `\`${text}\``).join(', ');

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

if (require.main === module) {
  const { page, picture } = solutionPage().current;
  writeFileSync(PAGE, page);
  writeFileSync(PICTURE, picture);
}
