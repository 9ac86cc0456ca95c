import { join } from 'path';
import type { AssembledStack, Assembly } from './cloud-assembly';
import type { Entry } from '../model/entry';
import type { AssembledModule } from '../model/manifest';
import { entryPath, registrationStackName } from '../model/names';
import { isRemoval, parseEntry } from '../model/parse';
import { formatProblem, ProblemsError } from '../model/problem';

/** The stack that registers a module. */
export interface AssembledRegistration {
  readonly stack: AssembledStack;
  readonly template: string;
  readonly entry: Entry;
  /** The text of the entry, which the stack stores. */
  readonly value: string;
}

/** The registration of a module; undefined if its app defines none. */
export function readRegistration(assembly: Assembly, { name, solution }: Pick<AssembledModule, 'name' | 'solution'>): AssembledRegistration | undefined {
  const stack = assembly.stacks.find(({ stackName }) => stackName === registrationStackName(solution, name));
  if (!stack) return undefined;
  const template = assembly.read(stack.templateFile);
  const resources: { Properties?: Record<string, string> }[] = Object.values(JSON.parse(template).Resources);
  const value = String(resources.find(({ Properties }) => Properties?.Name === entryPath(solution, 'self', name))?.Properties?.Value);
  const { value: entry, problems } = parseEntry(value, name, `${join(assembly.directory, stack.templateFile)}: ${name}`);
  if (!entry || isRemoval(entry)) throw new ProblemsError(problems.map(formatProblem));
  return { stack, template, entry, value };
}
