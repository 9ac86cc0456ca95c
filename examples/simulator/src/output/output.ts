import { Message } from '../payloads';

/** The destination of messages. */
export interface Output {
  /** Returns the published messages: all of them, unless it was stopped before. */
  publish(messages: readonly Message[], stop?: AbortSignal): Promise<readonly Message[]>;
  end(): Promise<void>;
}

/** An error that the user can correct. It is shown without a stack trace. */
export class Failure extends Error {}
