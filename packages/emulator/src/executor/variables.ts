import { ActionFailure } from './context';
import { outputsOf, type ExecutionRecord } from '../account/codepipeline';

/** Values by namespace and name. */
export type Variables = Readonly<Record<string, Readonly<Record<string, string>>>>;

const REFERENCE = /#\{([^}]+)\}/g;

/** Replaces every `#{namespace.variable}` in the configuration of an action or a rule. Fails with the variables that do not exist. */
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
    throw new ActionFailure(`the configuration refers to variables that do not exist: ${[...missing].join(', ')}; available are ${known.join(', ')}`, 'ConfigurationError');
  }
  return resolved;
}

/** The output variables of actions so far, and the variables of the execution. */
export const variablesOf = (execution: ExecutionRecord): Variables =>
  ({ ...outputsOf(execution), codepipeline: { PipelineExecutionId: execution.id }, variables: execution.variables });
