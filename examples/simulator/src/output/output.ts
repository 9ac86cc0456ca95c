import { Message } from '../payloads';

/** Where messages go. */
export interface Output {
  /** Answers with the messages that got there: all of them, unless `stop` came first. */
  publish(messages: readonly Message[], stop?: AbortSignal): Promise<readonly Message[]>;
  end(): Promise<void>;
}

/** What a person can do something about; told without a stack trace. */
export class Failure extends Error {}
