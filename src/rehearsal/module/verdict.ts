import { describeResource, type StackResource } from '../../model/stack-resource';

/** The result of rehearsing a module. Steps that did not run because an earlier one failed are absent. */
export interface ModuleVerdict {
  readonly module: string;
  readonly consumes: readonly string[];
  readonly produces: readonly string[];
  /** The stand-ins; `invented` if only the consumed outputs are known. */
  readonly standIns: readonly { readonly name: string; readonly invented: boolean }[];
  readonly installs?: boolean;
  readonly updates?: boolean;
  /** Whether two builds of the same code produced the same template. */
  readonly isStable?: boolean;
  readonly removes?: boolean;
  /** Resources that remain in the account after the removal. */
  readonly keeps?: readonly StackResource[];
  /** Whether it can be installed after a removal and after a first deployment that failed. */
  readonly reinstalls?: boolean;
}

/** The lines shown at the end. */
export function verdictLines({ module, installs, updates, isStable, removes, keeps, reinstalls, consumes, standIns }: ModuleVerdict): string[] {
  const invented = standIns.filter(standIn => standIn.invented).map(({ name }) => name);
  return [
    line(installs, `${module} installs`, `${module} does not install: see above`),
    ...line(updates, `updates: ${consumes.length ? 'with changed values of the outputs that it consumes' : 'a push is built and deployed'}`, 'does not update: see above'),
    ...isStable === false ? ['✖ two builds of the same code resulted in different templates, so every push would change the stack. A template must depend on the code alone: look for times, commits and random values'] : [],
    ...line(removes, 'removes: nothing of its stacks and records is left', 'does not remove cleanly: see above'),
    ...keeps?.length ? [`  retained when it is removed: ${keeps.map(describeResource).join(', ')}`] : [],
    ...removes && !keeps?.length ? ['  nothing is retained when it is removed'] : [],
    ...line(reinstalls, 'installs again: after its removal, and after a first deployment that failed', 'does not install again after its removal and a first deployment that failed: see above'),
    ...invented.length ? [`note: the contract of ${invented.join(', ')} is unknown; the rehearsal assumes the outputs that the module consumes`] : [],
  ].flat();
}

const line = (good: boolean | undefined, yes: string, no: string) => good === undefined ? [] : [good ? `✔ ${yes}` : `✖ ${no}`];
