/** What a deployed module offers and reads: the value of `/<solution>/modules/<name>/contract`. */
export interface Contract {
  readonly schema: 1;
  readonly name: string;
  /** The version that its author gave it; never a revision or a time. */
  readonly version: string;
  /** Names of outputs, sorted. */
  readonly produces: readonly string[];
  /** `module/Output`, sorted. */
  readonly consumes: readonly string[];
}

export const CONTRACT_SCHEMA = 1;

/** What may stand in a parameter path, a logical id and a client request token at once. */
export const OUTPUT_PATTERN = /^[A-Za-z][A-Za-z0-9]{0,63}$/;

/** An output of a module, as `consumes` and `requires` write it. */
export interface Requirement {
  readonly module: string;
  readonly output: string;
}

export const formatRequirement = ({ module, output }: Requirement) => `${module}/${output}`;
