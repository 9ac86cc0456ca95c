import type { Account } from '../account';
import { AwsError } from '../aws-error';
import { page } from '../page';
import type { Operation } from '../service';
import { removeTags } from '../tags';
import { arnOf, groupIn, LogGroup, LogsState } from './state';

const RETENTIONS = [1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653];

export function groupOperations(account: Account, state: LogsState): Record<string, Operation> {
  const { groups } = state;
  const described = ({ name, created, retention, keyId, streams }: LogGroup) => ({
    logGroupName: name,
    creationTime: created,
    retentionInDays: retention,
    metricFilterCount: 0,
    arn: `${arnOf(account, name)}:*`,
    logGroupArn: arnOf(account, name),
    storedBytes: Object.values(streams).flatMap(({ events }) => events).reduce((sum, { message }) => sum + message.length, 0),
    kmsKeyId: keyId,
    logGroupClass: 'STANDARD',
  });

  return {
    CreateLogGroup({ logGroupName, kmsKeyId, tags = {} }) {
      if (!/^[.\-_/#A-Za-z0-9]{1,512}$/.test(logGroupName)) {
        throw new AwsError('InvalidParameterException', `1 validation error detected: Value '${logGroupName}' at 'logGroupName' failed to satisfy constraint: `
          + 'Member must satisfy regular expression pattern: [\\.\\-_/#A-Za-z0-9]+');
      }
      if (Object.hasOwn(groups, logGroupName)) throw new AwsError('ResourceAlreadyExistsException', 'The specified log group already exists');
      groups[logGroupName] = { name: logGroupName, created: Date.now(), keyId: kmsKeyId, tags: { ...tags }, streams: {} };
    },

    DeleteLogGroup({ logGroupName }) {
      delete groups[groupIn(state, logGroupName).name];
    },

    DescribeLogGroups({ logGroupNamePrefix = '', logGroupNamePattern = '', nextToken, limit = 50 }) {
      const pattern = logGroupNamePattern.toLowerCase();
      const all = Object.values(groups)
        .filter(({ name }) => name.startsWith(logGroupNamePrefix) && name.toLowerCase().includes(pattern))
        .sort((a, b) => a.name < b.name ? -1 : 1);
      const { items, next } = page(all, { key: ({ name }) => name, token: nextToken, limit, error: 'InvalidParameterException' });
      return { logGroups: items.map(described), nextToken: next };
    },

    PutRetentionPolicy({ logGroupName, retentionInDays }) {
      const group = groupIn(state, logGroupName);
      if (!RETENTIONS.includes(retentionInDays)) {
        throw new AwsError('InvalidParameterException', `Invalid retention value: got ${retentionInDays}, expected one of ${RETENTIONS.join(', ')}`);
      }
      group.retention = retentionInDays;
    },

    DeleteRetentionPolicy({ logGroupName }) {
      groupIn(state, logGroupName).retention = undefined;
    },

    AssociateKmsKey({ logGroupName, resourceIdentifier, kmsKeyId }) {
      groupIn(state, logGroupName ?? resourceIdentifier).keyId = kmsKeyId;
    },

    DisassociateKmsKey({ logGroupName, resourceIdentifier }) {
      groupIn(state, logGroupName ?? resourceIdentifier).keyId = undefined;
    },

    TagResource({ resourceArn, tags }) {
      Object.assign(groupIn(state, resourceArn).tags, tags);
    },

    UntagResource: ({ resourceArn, tagKeys }) => removeTags(groupIn(state, resourceArn).tags, tagKeys),
    ListTagsForResource: ({ resourceArn }) => ({ tags: groupIn(state, resourceArn).tags }),
  };
}
