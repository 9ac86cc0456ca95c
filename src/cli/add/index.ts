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
  readonly permission?: readonly string[];
  readonly permissions?: boolean;
  /** False with `--no-allow`. */
  readonly allow?: readonly string[] | false;
  readonly json?: boolean;
}

/** `cv-insync add`: adds a module, or changes its entry. */
export async function addCommand(name: string, { json, ...options }: AddOptions): Promise<void> {
  const solution = target(options);
  const account = operatorAccount();
  const added = await add(solution, name, changeOf(options), account);
  const next = await whatHappensNext(solution, account);
  show({ solution, name, ...added, ...added.change !== 'none' && { watch: next.link } }, () => {
    if (added.change === 'none') return `${name} is listed with these settings already: nothing to do`;
    return lines(
      `${name} is ${added.installed ? 'changed' : 'added'}: ${formatSource(added.entry.source)}`,
      ...added.notes.map(note => `note: ${note}`),
      `${next.text}, which ${added.installed ? 'changes its delivery' : 'installs it'}`,
      `watch it: ${next.link}`,
    );
  }, json);
}

const changeOf = ({ parameter, unsetParameter, permission, permissions, allow, ...options }: AddOptions): EntryChange => ({
  ...options, parameters: parameter, unset: unsetParameter, permission: permissions === false ? [] : permission, allows: allow === false ? [] : allow,
});
