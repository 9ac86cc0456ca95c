import { modulesPath } from './names';

/** An output of another module that a module consumes. */
export interface Requirement {
  readonly module: string;
  readonly output: string;
}

/** A requirement as contracts and the registry store it: `fleet/TripTableName`. */
export type RequirementText = `${string}/${string}`;

export const formatRequirement = ({ module, output }: Requirement): RequirementText => `${module}/${output}`;

/** The module and the output of a validated text. */
export function requirementOf(text: RequirementText): Requirement {
  const [module, output] = text.split('/');
  return { module, output };
}

/** The patterns of the two names, as one constant, so that bundled functions stay small. */
export const REQUIREMENT_PATTERN = /^[a-z][a-z0-9]*(-[a-z0-9]+)*\/[A-Za-z][A-Za-z0-9]{0,63}$/;

export const isRequirement = (value: unknown): value is RequirementText => typeof value === 'string' && REQUIREMENT_PATTERN.test(value);

/** Parses an untrusted text; undefined if it is not `module/Output`. */
export const parseRequirement = (text: string): Requirement | undefined => isRequirement(text) ? requirementOf(text) : undefined;

/** The modules that produce the required outputs. */
export const providersOf = (requirements: readonly RequirementText[]) => [...new Set(requirements.map(text => requirementOf(text).module))];

/** The parameter that holds the value of a required output. Spelled without `outputPath`, so that bundled functions stay small. */
export const requirementPath = (solution: string, text: RequirementText): string => `${modulesPath(solution)}/${text.replace('/', '/outputs/')}`;
