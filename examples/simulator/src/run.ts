import { setTimeout as sleep } from 'node:timers/promises';
import { Simulation, simulate } from './fleet';
import { Output } from './output/output';
import { Kind, kindOf } from './payloads';

export type Published = Record<Kind, number>;

/** Publishes a simulation at `speed` simulated seconds per second; by default, as fast as the output accepts messages. */
export async function run(simulation: Simulation, output: Output, { speed, stop }: { speed?: number; stop?: AbortSignal } = {}): Promise<Published> {
  const published: Published = { telemetry: 0, trip: 0, dtc: 0 };
  const began = performance.now();
  let second = 0;
  for (const messages of simulate(simulation)) {
    if (stop?.aborted) break;
    for (const message of await output.publish(messages, stop)) published[kindOf(message)]++;
    const early = speed ? began + ++second * 1000 / speed - performance.now() : 0;
    if (early > 5) await sleep(early, undefined, { signal: stop }).catch(() => undefined);
  }
  return published;
}
