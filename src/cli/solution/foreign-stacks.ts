import { NAME_PATTERN, TAGS } from '../../model/names';
import type { DeployedStack } from '../aws/stacks';

type Found = Pick<DeployedStack, 'name' | 'tags' | 'status'>;

/** Modules, listed or not, of whose names the account has a stack that the solution did not make. One without resources is free for a module. */
export function foreignModules(solution: string, stacks: Iterable<Found>): string[] {
  const prefix = `${solution}-`;
  return [...stacks].filter(({ name, tags, status }) => name.startsWith(prefix) && tags[TAGS.solution] !== solution && status !== 'REVIEW_IN_PROGRESS')
    .map(({ name }) => name.slice(prefix.length)).filter(name => NAME_PATTERN.test(name)).sort();
}
