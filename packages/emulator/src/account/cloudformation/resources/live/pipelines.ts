import { unless, type Reader } from './reader';
import type { JsonObject } from '../../json';
import { pascalCase } from '../camel-case';

interface LowerTag { readonly key: string; readonly value: string }

const upperTags = (tags: readonly LowerTag[] = []) => tags.map(({ key, value }) => ({ Key: key, Value: value }));

export const pipeline: Reader = async ({ account, physicalId: name }) => {
  const found = await unless(['PipelineNotFoundException'], account.call('codepipeline', 'GetPipeline', { name }));
  if (!found) return undefined;
  const { tags } = await account.call('codepipeline', 'ListTagsForResource', { resourceArn: account.arn('codepipeline', name) });
  return { ...pascalCase(found.pipeline) as JsonObject, Name: name, Tags: upperTags(tags) };
};

export const project: Reader = async ({ account, physicalId: name }) => {
  const { projects: [found] } = await account.call('codebuild', 'BatchGetProjects', { names: [name] });
  if (!found) return undefined;
  const { tags, created, lastModified, arn, ...definition } = found;
  void [created, lastModified, arn];
  return { ...pascalCase(definition, { buildspec: 'BuildSpec' }) as JsonObject, Name: name, Tags: upperTags(tags) };
};

export const connection: Reader = async ({ account, physicalId: ConnectionArn }) => {
  const found = await unless(['ResourceNotFoundException'], account.call('codeconnections', 'GetConnection', { ConnectionArn }));
  if (!found) return undefined;
  const { Tags } = await account.call('codeconnections', 'ListTagsForResource', { ResourceArn: ConnectionArn });
  const { ConnectionName, ProviderType, HostArn } = found.Connection;
  return { ConnectionName, ProviderType, HostArn, Tags };
};
