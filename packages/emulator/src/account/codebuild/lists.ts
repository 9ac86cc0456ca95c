import { AwsError } from '../aws-error';
import { page as pageOf } from '../page';

const MOST = 100;

/** A page of names or ids. */
export const page = (items: readonly string[], token: string | undefined) =>
  pageOf(items, { key: item => item, token, limit: MOST, error: 'InvalidInputException' });

/** Refuses a list without items, or with too many. */
export function checkBatch(member: string, asked: readonly string[] | undefined) {
  const count = asked?.length ?? 0;
  if (count < 1 || count > MOST) throw new AwsError('InvalidInputException', `Invalid input: '${member}' holds 1 to ${MOST} items, got ${count}`);
}
