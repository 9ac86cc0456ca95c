import { randomUUID } from 'node:crypto';
import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';

/** So long one attempt has an item to itself, in milliseconds: longer than it may run, and shorter than Lambda waits before the next. */
const WORTH = 45_000;

/** When a claim made now runs out, and whose it is: the SDK repeats a write whose answer was lost, and must not be refused by itself. */
export const claimAt = (now: number) => `${new Date(now + WORTH).toISOString()} ${randomUUID()}`;

/** Nothing, if the condition of a write does not hold. */
export async function unlessRefused<T>(written: Promise<T>): Promise<T | undefined> {
  try {
    return await written;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return undefined;
    throw error;
  }
}
