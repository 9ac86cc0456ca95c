import { randomUUID } from 'node:crypto';
import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';

/** How long a claim reserves an item, in milliseconds: longer than the function's timeout, shorter than Lambda's delay before a retry. */
const CLAIM_DURATION = 45_000;

/** A new claim: its expiry, and an id. If the SDK retries a write whose response was lost, the id shows that the claim is its own. */
export const claimAt = (now: number) => `${new Date(now + CLAIM_DURATION).toISOString()} ${randomUUID()}`;

/** Returns undefined if the condition of a write is not met. */
export async function unlessRejected<T>(written: Promise<T>): Promise<T | undefined> {
  try {
    return await written;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return undefined;
    throw error;
  }
}
