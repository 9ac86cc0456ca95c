/** The reason of an interrupted run. */
export class Interrupted extends Error {}

export interface Interruption {
  readonly signal: AbortSignal;
  /** Waits; rejects when the run is interrupted. */
  sleep(milliseconds: number): Promise<void>;
  /** Stops listening. */
  close(): void;
}

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Listens to signals. The first one interrupts the run, which then cleans up; during that, a second one is answered by `again`. */
export function interruption(again: () => void): Interruption {
  const controller = new AbortController();
  const listener = (name: NodeJS.Signals) => controller.signal.aborted ? again() : controller.abort(new Interrupted(`interrupted by ${name}`));
  for (const name of SIGNALS) process.on(name, listener);
  return {
    signal: controller.signal,
    sleep: milliseconds => new Promise((resolve, reject) => {
      controller.signal.throwIfAborted();
      const timer = setTimeout(done, milliseconds);
      function done() {
        clearTimeout(timer);
        controller.signal.removeEventListener('abort', done);
        if (controller.signal.aborted) reject(controller.signal.reason);
        else resolve();
      }
      controller.signal.addEventListener('abort', done, { once: true });
    }),
    close: () => {
      for (const name of SIGNALS) process.off(name, listener);
    },
  };
}
