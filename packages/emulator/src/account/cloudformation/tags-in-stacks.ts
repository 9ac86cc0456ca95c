import { tagMap } from '../tags';
import { isAlive, type Runtime } from './engine/runtime';
import { mergedTags } from './resources/tags';

export const segmentsOf = (arn: string): readonly string[] => arn.split(/[/:]/);

/** The name at the end of a physical id: of an ARN, of the address of a queue, or of several ids in one. */
export const nameIn = (id: string): string => id.split(/[|/:]/).pop()!;

/** The tags of the resource of a stack that an ARN names; parts of an API and clients of a pool have those of what they belong to. */
export function tagsInStacks({ state }: Runtime, arn: string): Record<string, string> | undefined {
  const segments = segmentsOf(arn);
  for (const stack of Object.values(state.stacks).filter(isAlive)) {
    for (const { type, physicalId, properties, tags, status } of Object.values(stack.resources)) {
      if (physicalId === undefined || status === 'DELETE_COMPLETE' || !segments.includes(nameIn(physicalId))) continue;
      const found = tagMap(mergedTags(type, properties, tags));
      if (Object.keys(found).length) return found;
    }
  }
  return undefined;
}
