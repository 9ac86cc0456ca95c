import { randomUUID } from 'crypto';
import type { Provider } from './provider';

/** A handle is a URL that signals are sent to; as a resource without properties it is what a stack without content consists of. */
export const waitConditionHandle: Provider = {
  async create({ account, stackId, logicalId }) {
    const target = encodeURIComponent(`${stackId}/${logicalId}`);
    const physicalId = `https://cloudformation-waitcondition-${account.region}.s3.amazonaws.com/${target}?signal=${randomUUID()}`;
    return { physicalId, attributes: { Id: physicalId } };
  },
  update: async ({ physicalId }) => ({ physicalId, attributes: { Id: physicalId } }),
  delete: async () => undefined,
};
