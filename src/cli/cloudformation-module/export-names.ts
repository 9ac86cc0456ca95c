import type { Consumed } from './module-file';
import { OUTPUT_PATTERN, DEFAULT_SOLUTION } from '../../model/names';
import type { Requirement } from '../../model/requirement';

/** Possible prefixes of the names of a module's exports. Templates of the original solution use its default name, whatever the name of this solution is. */
const prefixes = (solution: string, module: string) => [...new Set([solution, DEFAULT_SOLUTION])].map(name => `${name}-${module}-`).concat(`${module}-`);

/** The part of an export's name after the module's name. Undefined if the name does not begin with the module's. */
function restOf(name: string, solution: string, module: string): string | undefined {
  const prefix = prefixes(solution, module).find(start => name.startsWith(start));
  return prefix === undefined ? undefined : name.slice(prefix.length);
}

/**
 * Derives the name of an output from the name of a module's export: `connected-vehicle-fleet-trip-table-name` of `fleet` becomes `TripTableName`.
 * The names of the solution and the module are removed, and the remaining words are written in Pascal case. Undefined if no valid name is left.
 */
export function outputOfExport(name: string, solution: string, module: string): string | undefined {
  const rest = restOf(name, solution, module) ?? name;
  const output = rest.split(/[^A-Za-z0-9]+/).map(part => part.slice(0, 1).toUpperCase() + part.slice(1)).join('');
  return OUTPUT_PATTERN.test(output) ? output : undefined;
}

/** The output that an imported name stands for, or why that is not clear. Depends on the names alone: when a module is first built, its producers may not be deployed. */
export function requirementOfImport(name: string, consumes: readonly Consumed[], solution: string): Requirement | string {
  const listed = consumes.filter(({ module, output }) => output !== undefined && outputOfExport(name, solution, module) === output);
  if (listed.length > 1) return `may be ${listed.map(({ module, output }) => `${module}/${output}`).join(' or ')}; let the name of the export begin with that of the module`;
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
  if (output === undefined) return `has no letters or digits for the name of an output of ${module}; list it in Consumes, and refer to its parameter`;
  if (!whole.includes(module)) return `would be ${module}/${output}, which Consumes does not list; list it there, or correct the name`;
  return { module, output };
}
