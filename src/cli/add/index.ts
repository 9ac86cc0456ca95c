import { add } from './add';
import type { EntryChange } from '../solution/entry-change';
import { whatHappensNext } from '../solution/next';
import { operatorAccount } from '../solution/operator-account';
import { formatSource } from '../solution/source-text';
import { target, type TargetOptions } from '../solution/target';
import { lines, show } from '../terminal/output';

export interface AddOptions extends TargetOptions {
  readonly source?: string;
  readonly connection?: string;
  readonly parameter?: Readonly<Record<string, string>>;
  readonly unsetParameter?: readonly string[];
  readonly approval?: boolean;
  readonly json?: boolean;
}

/** `cv-insync add`: lets a module be wanted, or wanted otherwise. */
export async function addCommand(name: string, { parameter, unsetParameter, json, ...options }: AddOptions): Promise<void> {
  const solution = target(options);
  const account = operatorAccount();
  const wanted: EntryChange = { ...options, parameters: parameter, unset: unsetParameter };
  const added = await add(solution, name, wanted, account);
  const next = await whatHappensNext(solution, account);
  show({ solution, name, ...added, ...added.change !== 'none' && { watch: next.link } }, () => {
    if (added.change === 'none') return `${name} is wanted like this already: nothing to do`;
    return lines(
      `${name} is ${added.installed ? 'changed' : 'wanted'}: ${formatSource(added.entry.source)}`,
      ...added.notes.map(note => `note: ${note}`),
      `${next.text}, which ${added.installed ? 'changes its delivery' : 'installs it'}`,
      `watch it: ${next.link}`,
    );
  }, json);
}
