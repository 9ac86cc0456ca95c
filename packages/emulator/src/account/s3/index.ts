import type { ServiceFactory } from '../service';
import type { S3State } from './bucket';
import { bucketOperations } from './buckets';
import { configurationOperations } from './configuration';
import { copyOperations } from './copy';
import { listOperations } from './list';
import { multipartOperations } from './multipart';
import { objectOperations } from './objects';
import { taggingOperations } from './tagging';

export { objectSignalsOf } from './announce';

/** S3: buckets and objects. Bodies are given as text or bytes, and taken as bytes. */
export const s3Service: ServiceFactory = account => {
  const state: S3State = { buckets: {} };
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
