import type { Account } from '../account';
import { AwsError } from '../aws-error';
import type { Operation } from '../service';
import { keyOf, SsmState } from './parameter';

export function tagOperations(_account: Account, { parameters }: SsmState): Record<string, Operation> {
  const tagsOf = ({ ResourceType, ResourceId }: { ResourceType: string; ResourceId: string }) => {
    const parameter = parameters[keyOf(ResourceId)];
    if (ResourceType === 'Parameter' && parameter) return parameter.tags;
    throw new AwsError('InvalidResourceId', `The resource ID "${ResourceId}" is not valid. Verify the ID and try again.`);
  };

  return {
    AddTagsToResource(input) {
      const tags = tagsOf(input);
      for (const { Key, Value } of input.Tags) tags[Key] = Value;
    },

    RemoveTagsFromResource(input) {
      const tags = tagsOf(input);
      for (const key of input.TagKeys) delete tags[key];
    },

    ListTagsForResource: input => ({ TagList: Object.entries(tagsOf(input)).map(([Key, Value]) => ({ Key, Value })) }),
  };
}
