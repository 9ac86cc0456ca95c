import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

/** Distance between the seeds of two vehicles. */
const SEED_DISTANCE = 0x9e3779b9;
const WIDTH = 2 ** 32;

/** Random numbers that depend only on a seed. Each vehicle has its own generator, so that adding a vehicle does not change the others. */
export class Random {
  private readonly generator;

  constructor(seed: number, index: number) {
    this.generator = xoroshiro128plus(seed + Math.imul(index + 1, SEED_DISTANCE));
  }

  /** A number from `low` to `high`. */
  between(low: number, high: number): number {
    return low + (high - low) * uniformInt(this.generator, 0, WIDTH - 1) / WIDTH;
  }

  whole(low: number, high: number): number {
    return uniformInt(this.generator, low, high);
  }

  chance(probability: number): boolean {
    return this.between(0, 1) < probability;
  }

  pick<T>(list: readonly T[]): T {
    return list[this.whole(0, list.length - 1)];
  }
}
