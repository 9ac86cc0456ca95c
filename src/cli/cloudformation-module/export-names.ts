import type { Consumed } from './module-file';
import { OUTPUT_PATTERN, DEFAULT_SOLUTION } from '../../model/names';
import type { Requirement } from '../../model/requirement';

/** What the name of a module's export may begin with. Exports of the solution's first generation begin with its own name, whatever the solution is called now. */
const prefixes = (solution: string, module: string) => [...new Set([solution, DEFAULT_SOLUTION])].map(name => `${name}-${module}-`).concat(`${module}-`);

/** What comes after a module's name in the name of an export, or nothing if it is not named after that module. */
function restOf(name: string, solution: string, module: string): string | undefined {
  const prefix = prefixes(solution, module).find(start => name.startsWith(start));
  return prefix === undefined ? undefined : name.slice(prefix.length);
}

/**
 * The output that an export of a module becomes: `connected-vehicle-fleet-trip-table-name` of `fleet` is `TripTableName`. The solution's and the
 * module's name go, every part that letters and digits form begins with a capital, and other characters go. Nothing, if no name is left.
 */
export function outputOfExport(name: string, solution: string, module: string): string | undefined {
  const rest = restOf(name, solution, module) ?? name;
  const output = rest.split(/[^A-Za-z0-9]+/).map(part => part.slice(0, 1).toUpperCase() + part.slice(1)).join('');
  return OUTPUT_PATTERN.test(output) ? output : undefined;
}

/** The output that an imported name means, or why it cannot be told. It follows from the names alone: when a module is built first, its producers may not be deployed. */
export function requirementOfImport(name: string, consumes: readonly Consumed[], solution: string): Requirement | string {
  const listed = consumes.filter(({ module, output }) => output !== undefined && outputOfExport(name, solution, module) === output);
  if (listed.length > 1) return `may be ${listed.map(({ module, output }) => `${module}/${output}`).join(' or ')}; begin the name of the export with the module's`;
  if (listed.length) return { module: listed[0].module, output: listed[0].output! };

  const named = [...new Set(consumes.map(({ module }) => module))].filter(module => restOf(name, solution, module) !== undefined)
    .sort((a, b) => b.length - a.length)[0];
  const whole = [...new Set(consumes.filter(({ output }) => output === undefined).map(({ module }) => module))];
  if (named === undefined && whole.length !== 1) {
    return whole.length
      ? `may come from ${whole.join(' or ')}; list it in Consumes as module/Output, like ${whole[0]}/${outputOfExport(name, solution, whole[0]) ?? 'Output'}`
      : 'is produced by none of the modules in Consumes; list it there as module/Output';
  }
  const module = named ?? whole[0];
  const output = outputOfExport(name, solution, module);
  if (output === undefined) return `has no letter or digit that an output of ${module} could be named by; list it in Consumes, and refer to its parameter`;
  if (!whole.includes(module)) return `would be ${module}/${output}, which Consumes does not list; list it there, or correct the name`;
  return { module, output };
}
