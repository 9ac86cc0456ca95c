import { randomUUID } from 'crypto';
import type { ServiceFactory } from '../account';
import { AwsError } from '../aws-error';
import { page } from '../page';
import { connectionStateOf } from './state';

export * from './state';

/** Connections per page. */
const PAGE = 100;

/** CodeConnections. A connection is AVAILABLE at once: no authorization is needed. */
export const codeconnectionsService: ServiceFactory = account => {
  const { connections, repositories } = connectionStateOf(account);
  const connectionOf = (arn: string) => {
    if (!connections[arn]) throw new AwsError('ResourceNotFoundException', `Connection ${arn} not found`);
    return connections[arn];
  };
  return {
    state: { connections, repositories },
    operations: {
      CreateConnection({ ConnectionName, ProviderType = 'GitHub', Tags = [] }) {
        if (Object.values(connections).some(each => each.ConnectionName === ConnectionName)) {
          throw new AwsError('InvalidInputException', `A connection named '${ConnectionName}' already exists`);
        }
        const ConnectionArn = account.arn('codeconnections', `connection/${randomUUID()}`);
        connections[ConnectionArn] = { ConnectionArn, ConnectionName, ProviderType, OwnerAccountId: account.accountId, ConnectionStatus: 'AVAILABLE', Tags };
        return { ConnectionArn, Tags };
      },
      GetConnection({ ConnectionArn }) {
        const { Tags, ...Connection } = connectionOf(ConnectionArn);
        return { Connection };
      },
      ListConnections({ NextToken, MaxResults = PAGE, ProviderTypeFilter }) {
        const all = Object.values(connections).filter(({ ProviderType }) => ProviderTypeFilter === undefined || ProviderType === ProviderTypeFilter);
        const { items, next } = page(all, { key: ({ ConnectionArn }) => ConnectionArn, token: NextToken, limit: MaxResults || PAGE, error: 'InvalidInputException' });
        return { Connections: items.map(({ Tags, ...connection }) => connection), NextToken: next };
      },
      DeleteConnection({ ConnectionArn }) {
        connectionOf(ConnectionArn);
        delete connections[ConnectionArn];
      },
      ListTagsForResource({ ResourceArn }) {
        return { Tags: connectionOf(ResourceArn).Tags };
      },
      TagResource({ ResourceArn, Tags }) {
        const connection = connectionOf(ResourceArn);
        connection.Tags = [...connection.Tags.filter(({ Key }) => !Tags.some((tag: { Key: string }) => tag.Key === Key)), ...Tags];
      },
      UntagResource({ ResourceArn, TagKeys }) {
        const connection = connectionOf(ResourceArn);
        connection.Tags = connection.Tags.filter(({ Key }) => !TagKeys.includes(Key));
      },
    },
  };
};
