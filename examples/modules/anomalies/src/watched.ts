/** A signal that is watched. */
export interface Watched {
  /** The value that a healthy vehicle does not exceed by more than `tolerance`. */
  readonly usual: number;
  readonly tolerance: number;
  readonly unit: string;
  /** What it means for the owner when it does. */
  readonly description: string;
}

/** By the name of the signal. Whoever adds one here has it watched: the rule is made of this list, too. */
export const WATCHED: Readonly<Record<string, Watched>> = {
  oil_temp: { usual: 250, tolerance: 30, unit: '°F', description: 'The engine oil is too hot. Slow down, and have the oil checked soon' },
};

/** How far a value is above the usual one. */
export const scoreOf = ({ usual }: Watched, value: number): number => value - usual;
