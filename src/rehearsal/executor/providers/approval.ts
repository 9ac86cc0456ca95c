import { randomUUID } from 'crypto';
import { pipelineStateOf, type ActionRecord } from '../../account/codepipeline';
import type { Provider } from '../context';

/** Waits for somebody's PutApprovalResult. */
export const approval: Provider = async ({ context, action, configuration, signal }) => {
  const { signals } = pipelineStateOf(context.account);
  action.token = randomUUID();
  action.summary = configuration.CustomData;
  await new Promise<void>((resolve, reject) => {
    const answered = (changed: ActionRecord) => {
      if (changed !== action || action.status === 'InProgress') return;
      signals.off('action', answered);
      resolve();
    };
    signals.on('action', answered);
    signal.addEventListener('abort', () => {
      signals.off('action', answered);
      reject(signal.reason);
    }, { once: true });
  });
  return {};
};
