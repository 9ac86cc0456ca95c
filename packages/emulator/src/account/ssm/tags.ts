import type { Account } from '../account';
import { AwsError } from '../aws-error';
import type { Operation } from '../service';
import { addTags, removeTags, tagList } from '../tags';
import { keyOf, SsmState } from './parameter';

export function tagOperations(_account: Account, { parameters }: SsmState): Record<string, Operation> {
  const tagsOf = ({ ResourceType, ResourceId }: { ResourceType: string; ResourceId: string }) => {
    const parameter = parameters[keyOf(ResourceId)];
    if (ResourceType === 'Parameter' && parameter) return parameter.tags;
    throw new AwsError('InvalidResourceId', `The resource ID "${ResourceId}" is not valid. Verify the ID and try again.`);
  };

  return {
    AddTagsToResource(input) {
      addTags(tagsOf(input), input.Tags);
    },

    RemoveTagsFromResource(input) {
      removeTags(tagsOf(input), input.TagKeys);
    },

    ListTagsForResource: input => ({ TagList: tagList(tagsOf(input)) }),
  };
}
