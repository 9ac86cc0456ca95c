import { Token } from 'aws-cdk-lib';
import { Problem } from '../model/problem';
import { CoreSettings } from '../pipelines/core';

/**
 * Regions that have CodePipeline, but no connections to repositories.
 *
 * @see https://docs.aws.amazon.com/codepipeline/latest/userguide/action-reference-CodestarConnectionSource.html
 */
const WITHOUT_CONNECTIONS = new Set([
  'af-south-1', 'ap-east-1', 'ap-northeast-3', 'ap-south-2', 'ap-southeast-3', 'ap-southeast-4', 'eu-central-2', 'eu-south-2', 'il-central-1',
  'me-central-1', 'me-south-1',
]);

/** Why a solution cannot be installed in a region, if the region is known at synthesis. */
export function regionProblems(region: string, { source, entries }: Pick<CoreSettings, 'source' | 'entries'>): Problem[] {
  if (Token.isUnresolved(region)) return [];
  if (region.startsWith('cn-')) {
    return [{ where: 'stack', message: `found the region ${region}, expected one outside of China, where CodePipeline has no action for CloudFormation; set another region in \`env\`` }];
  }
  if (!WITHOUT_CONNECTIONS.has(region)) return [];
  const sources = [{ where: 'source', kind: source.kind }, ...entries.map(entry => ({ where: `module "${entry.name}"`, kind: entry.source.kind }))];
  return sources.filter(({ kind }) => kind !== 's3').map(({ where }) => ({
    where,
    message: `needs a connection, which AWS does not offer in ${region}, expected a zip file in a bucket; use \`Source.s3\`, or set another region in \`env\``,
  }));
}
