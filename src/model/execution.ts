/** Rules about executions of pipelines. Statuses are those of CodePipeline's PipelineExecutionSummary. */

export const isRunning = (execution?: { readonly status: string }) => /^(InProgress|Stopping)$/.test(execution?.status ?? '');

/** Whether an execution ended without having done its work. */
export const gaveUp = (status = '') => /^(Failed|Stopped|Cancelled)$/.test(status);

/** How the message of a gate begins that waits, or failed, for want of another module. Announce starts such an execution again. */
export const WAITING = 'waiting for ';

export const isWaiting = (message?: string) => message?.startsWith(WAITING) ?? false;
