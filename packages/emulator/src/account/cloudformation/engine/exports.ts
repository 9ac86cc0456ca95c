import type { Output, StackState } from '../state';
import { isAlive, type Runtime } from './runtime';

export interface Export { readonly name: string; readonly value: string; readonly stack: StackState }

const stacksOf = ({ state }: Runtime) => Object.values(state.names).map(id => state.stacks[id]).filter(isAlive);

export function exportsOf(runtime: Runtime): Map<string, Export> {
  const found = new Map<string, Export>();
  for (const stack of stacksOf(runtime)) {
    for (const { exportName, value } of stack.outputs) if (exportName !== undefined) found.set(exportName, { name: exportName, value, stack });
  }
  return found;
}

export const importersOf = (runtime: Runtime, name: string) => stacksOf(runtime).filter(stack => stack.imports.includes(name));

/** Why a stack cannot have these outputs: a duplicate export, or a change to an export in use. */
export function exportProblem(runtime: Runtime, stack: StackState, outputs: readonly Output[]): string | undefined {
  const names = outputs.flatMap(({ exportName }) => exportName ?? []);
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice !== undefined) return `Duplicate Export names: [${twice}].`;
  if (names.length) {
    const others = exportsOf(runtime);
    for (const name of names) {
      const owner = others.get(name)?.stack;
      if (owner && owner !== stack) return `Export with name ${name} is already exported by stack ${owner.name}.`;
    }
  }
  for (const before of stack.outputs) {
    if (before.exportName === undefined) continue;
    const after = outputs.find(output => output.exportName === before.exportName);
    if (after?.value === before.value) continue;
    const importers = importersOf(runtime, before.exportName).filter(importer => importer !== stack);
    if (importers.length) return `Export ${before.exportName} cannot be ${after ? 'updated' : 'deleted'} as it is in use by ${importers.map(i => i.name).join(', ')}.`;
  }
  return undefined;
}
