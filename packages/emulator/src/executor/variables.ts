/** Values by namespace and name. */
export type Variables = Readonly<Record<string, Readonly<Record<string, string>>>>;

const REFERENCE = /#\{([^}]+)\}/g;

/** An action's configuration with every `#{namespace.variable}` replaced. Fails naming what cannot be resolved. */
export function resolveVariables(configuration: Readonly<Record<string, string>>, variables: Variables): Record<string, string> {
  const missing = new Set<string>();
  const value = (reference: string) => {
    const dot = reference.indexOf('.');
    const found = variables[reference.slice(0, dot)]?.[reference.slice(dot + 1)];
    if (found === undefined) missing.add(reference);
    return found ?? '';
  };
  const resolved = Object.fromEntries(Object.entries(configuration)
    .map(([name, text]) => [name, String(text).replace(REFERENCE, (_, reference: string) => value(reference))]));
  if (missing.size) {
    const known = Object.entries(variables).flatMap(([namespace, names]) => Object.keys(names).map(name => `${namespace}.${name}`));
    throw new Error(`the action's configuration names variables that do not exist: ${[...missing].join(', ')}; there are ${known.join(', ')}`);
  }
  return resolved;
}
