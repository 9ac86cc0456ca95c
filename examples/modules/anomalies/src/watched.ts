/** A signal that is watched. */
export interface Watched {
  /** The value that a healthy vehicle does not exceed by more than `tolerance`. */
  readonly usual: number;
  readonly tolerance: number;
  readonly unit: string;
  /** What a higher value means, for the owner. */
  readonly description: string;
}

/** The watched signals, by name. The filter of the IoT rule is derived from this list as well. */
export const WATCHED: Readonly<Record<string, Watched>> = {
  oil_temp: { usual: 250, tolerance: 30, unit: '°F', description: 'The engine oil is too hot. Slow down, and have the oil checked soon' },
};

/** How far a value is above the usual one. */
export const scoreOf = ({ usual }: Watched, value: number): number => value - usual;
