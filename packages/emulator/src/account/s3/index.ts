import type { ServiceFactory } from '../account';
import { perAccount } from '../per-account';
import type { S3State } from './bucket';
import { bucketOperations } from './buckets';
import { configurationOperations } from './configuration';
import { copyOperations } from './copy';
import { listOperations } from './list';
import { multipartOperations } from './multipart';
import { objectOperations } from './objects';
import { taggingOperations } from './tagging';

export { objectSignalsOf } from './announce';

const s3StateOf = perAccount<S3State>(() => ({ buckets: {} }));

/** S3: buckets and objects. */
export const s3Service: ServiceFactory = account => {
  const state = s3StateOf(account);
  return {
    state,
    operations: {
      ...bucketOperations(account, state),
      ...configurationOperations(state),
      ...objectOperations(account, state),
      ...copyOperations(account, state),
      ...listOperations(state, account.accountId),
      ...multipartOperations(account, state),
      ...taggingOperations(state),
    },
  };
};
