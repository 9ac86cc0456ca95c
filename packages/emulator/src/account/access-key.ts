import { createHash, randomBytes, timingSafeEqual } from 'crypto';

/** An access key's id that nobody can guess. */
export const newAccessKey = () => `LOCAL${randomBytes(12).toString('hex').toUpperCase()}`;

const digest = (text: string) => createHash('sha256').update(text).digest();

/** Compares in a time that does not depend on where two keys differ. */
export const isSameKey = (one: string, other: string) => timingSafeEqual(digest(one), digest(other));
