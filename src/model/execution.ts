/** Rules about pipeline executions. Statuses are those of CodePipeline's PipelineExecutionSummary. */

export const isRunning = (execution?: { readonly status: string }) => /^(InProgress|Stopping)$/.test(execution?.status ?? '');

/** Whether an execution ended without success. */
export const gaveUp = (status = '') => /^(Failed|Stopped|Cancelled)$/.test(status);

/** Start of a gate's message while it waits for another module, or when it failed because of one. Announce restarts such an execution. */
export const WAITING = 'waiting for ';

export const isWaiting = (message?: string) => message?.startsWith(WAITING) ?? false;
