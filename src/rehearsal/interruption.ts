import type { Executor } from '@cv-insync/emulator';

/** A rehearsal that ended before its script did: the reason, and what was running. */
export class Interrupted extends Error {}

export interface Interruption {
  readonly orInterrupted: <T>(work: Promise<T>) => Promise<T>;
  readonly close: () => void;
}

/** Ends a rehearsal at its time-out, or when its signal is aborted. */
export function interruption(seconds: number, signal: AbortSignal | undefined, executor: Executor): Interruption {
  let end: (why: string) => void;
  const early = new Promise<never>((_, reject) => {
    end = why => {
      const running = [...new Set([...executor.running(), ...executor.processes.labels()])];
      reject(new Interrupted(`${why}; ${running.length ? `this was running: ${running.join(', ')}` : 'nothing was running'}`));
    };
  });
  early.catch(() => undefined);
  const timer = setTimeout(() => end(`the rehearsal did not end within ${seconds} s`), seconds * 1000);
  const aborted = () => end('the rehearsal was interrupted');
  signal?.addEventListener('abort', aborted, { once: true });
  return {
    orInterrupted: work => Promise.race([work, early]),
    close: () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', aborted);
    },
  };
}
