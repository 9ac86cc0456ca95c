export interface Parameter {
  readonly name: string;
  readonly value: string;
}

/** The parameter store, as far as the registry needs it. */
export interface ParameterStore {
  /** All parameters below a path, sorted by name. */
  list(path: string): Promise<readonly Parameter[]>;
  /** The values of those names that exist. */
  read(names: readonly string[]): Promise<ReadonlyMap<string, string>>;
  write(name: string, value: string): Promise<unknown>;
  /** Names that do not exist are ignored. */
  remove(names: readonly string[]): Promise<void>;
}

/** The parts that most functions need. */
export type ParameterReader = Pick<ParameterStore, 'read'>;
export type ParameterLister = Pick<ParameterStore, 'list'>;
