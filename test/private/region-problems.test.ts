import { Aws } from 'aws-cdk-lib';
import type { Entry, EntrySource } from '../../src/model/entry';
import { formatProblem } from '../../src/model/problem';
import { regionProblems } from '../../src/private/region-problems';

/**
 * Regions of the partition `aws` in which `codepipeline` has an endpoint and `codestar-connections` has none or one: botocore 1.44.8, `data/endpoints.json`.
 * Without Malaysia and New Zealand, which have no endpoint there, but are not among the exceptions in CodePipeline's guide either.
 */
const WITHOUT = ['af-south-1', 'ap-east-1', 'ap-northeast-3', 'ap-south-2', 'ap-southeast-3', 'ap-southeast-4', 'eu-central-2', 'eu-south-2', 'il-central-1', 'me-central-1', 'me-south-1'];
const WITH = [
  'ap-northeast-1', 'ap-northeast-2', 'ap-south-1', 'ap-southeast-1', 'ap-southeast-2', 'ca-central-1', 'eu-central-1', 'eu-north-1', 'eu-south-1', 'eu-west-1', 'eu-west-2', 'eu-west-3',
  'sa-east-1', 'us-east-1', 'us-east-2', 'us-west-1', 'us-west-2',
];

const REPOSITORY: EntrySource = { kind: 'github', repository: 'acme/core', branch: 'main' };
const ZIP: EntrySource = { kind: 's3', bucket: 'acme-releases', key: 'core.zip' };
const entry = (name: string, source: EntrySource): Entry => ({ schema: 1, name, source });
const problems = (region: string, source: EntrySource, ...entries: Entry[]) => regionProblems(region, { source, entries }).map(formatProblem);

test.each(WITHOUT)('in %s, everything that is read through a connection is refused', region => {
  expect(problems(region, REPOSITORY, entry('dtc', REPOSITORY), entry('poi', ZIP))).toEqual([
    `source: needs a connection, which AWS does not offer in ${region}, expected a zip file in a bucket; use \`Source.s3\`, or set another region in \`env\``,
    `module "dtc": needs a connection, which AWS does not offer in ${region}, expected a zip file in a bucket; use \`Source.s3\`, or set another region in \`env\``,
  ]);
  expect(problems(region, ZIP, entry('poi', ZIP))).toEqual([]);
});

test.each(WITH)('in %s, connections are available', region => {
  expect(problems(region, REPOSITORY, entry('dtc', REPOSITORY))).toEqual([]);
});

test.each(['cn-north-1', 'cn-northwest-1'])('in %s, CodePipeline cannot deploy stacks', region => {
  expect(problems(region, ZIP)).toEqual([expect.stringContaining(`found the region ${region}, expected one outside of China`)]);
});

test('a region that is known only at deployment is not judged', () => {
  expect(problems(Aws.REGION, REPOSITORY)).toEqual([]);
});
