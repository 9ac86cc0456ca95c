import { Message } from '../payloads';

/** Where messages go. */
export interface Output {
  publish(messages: readonly Message[]): Promise<void>;
  end(): Promise<void>;
}

/** What a person can do something about; told without a stack trace. */
export class Failure extends Error {}
