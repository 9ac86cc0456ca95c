import type { ServiceFactory } from '../service';
import { groupOperations } from './groups';
import type { LogsState } from './state';
import { streamOperations } from './streams';

/** CloudWatch Logs: groups, streams and what was written to them. */
export const logsService: ServiceFactory = account => {
  const state: LogsState = { groups: {} };
  return { state, operations: { ...groupOperations(account, state), ...streamOperations(account, state) } };
};
