import { page } from '../../page';

const SIZE = 100;

/** One page of a list, with CloudFormation's page size. */
export function pageOf<T>(items: readonly T[], key: (item: T) => string, token: string | undefined, size = SIZE): { page: T[]; next?: string } {
  const { items: found, next } = page(items, { key, token, limit: Math.min(size, SIZE), error: 'ValidationError' });
  return { page: found, next };
}
