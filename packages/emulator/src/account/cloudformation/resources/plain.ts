import { randomUUID } from 'crypto';
import type { Provider } from './provider';

/** A URL for signals. Has no properties, so it also serves as the only resource of an otherwise empty stack. */
export const waitConditionHandle: Provider = {
  async create({ account, stackId, logicalId }) {
    const target = encodeURIComponent(`${stackId}/${logicalId}`);
    const physicalId = `https://cloudformation-waitcondition-${account.region}.s3.amazonaws.com/${target}?signal=${randomUUID()}`;
    return { physicalId, attributes: { Id: physicalId } };
  },
  update: async ({ physicalId }) => ({ physicalId, attributes: { Id: physicalId } }),
  delete: async () => undefined,
};
