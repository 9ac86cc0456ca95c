import type { ServiceFactory } from '../account';
import { perAccount } from '../per-account';
import { groupOperations } from './groups';
import type { LogsState } from './state';
import { streamOperations } from './streams';

const logsStateOf = perAccount<LogsState>(() => ({ groups: {}, written: 0 }));

/** CloudWatch Logs: groups, streams and events. */
export const logsService: ServiceFactory = account => {
  const state = logsStateOf(account);
  return { state, operations: { ...groupOperations(account, state), ...streamOperations(account, state) } };
};
