import { Message } from './payloads';
import { World, vehicle, vinOf } from './vehicle';

export interface Simulation extends World {
  readonly vehicles: number;
  /** Simulated time in seconds. */
  readonly seconds: number;
}

/** All messages of a fleet, second by second. They depend only on the arguments. */
export function* simulate(simulation: Simulation): Generator<Message[]> {
  const fleet = indexes(simulation).map(index => vehicle(simulation, index));
  for (let second = 0; second < simulation.seconds; second++) {
    yield fleet.flatMap(one => one.next().value);
  }
}

export const vins = (simulation: Pick<Simulation, 'seed' | 'vehicles'>) => indexes(simulation).map(index => vinOf(simulation.seed, index));

const indexes = ({ vehicles }: { readonly vehicles: number }) => [...Array(vehicles).keys()];
