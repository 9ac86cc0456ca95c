/** The measurements of an invocation. */
export interface Measures {
  readonly milliseconds: number;
  readonly memorySize: number;
  readonly memoryUsed: number;
  /** For the first invocation of a process. */
  readonly initMilliseconds?: number;
  readonly status: 'success' | 'error' | 'timeout';
}

export type Format = 'Text' | 'JSON';

/** The lines that Lambda writes: {@link https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-view.html}. */
export function startLine(format: Format, requestId: string): string {
  if (format === 'JSON') return platform('platform.start', { requestId, version: '$LATEST' });
  return `START RequestId: ${requestId} Version: $LATEST`;
}

export function endLines(format: Format, requestId: string, { milliseconds, memorySize, memoryUsed, initMilliseconds, status }: Measures): string[] {
  const durationMs = Number(milliseconds.toFixed(2));
  const billed = Math.ceil(milliseconds);
  if (format === 'JSON') {
    const init = initMilliseconds === undefined ? {} : { initDurationMs: Number(initMilliseconds.toFixed(2)) };
    const metrics = { durationMs, billedDurationMs: billed, memorySizeMB: memorySize, maxMemoryUsedMB: memoryUsed, ...init };
    return [platform('platform.report', { requestId, metrics, status })];
  }
  const report = [
    `REPORT RequestId: ${requestId}`, `Duration: ${durationMs.toFixed(2)} ms`, `Billed Duration: ${billed} ms`, `Memory Size: ${memorySize} MB`, `Max Memory Used: ${memoryUsed} MB`,
    ...(initMilliseconds === undefined ? [] : [`Init Duration: ${initMilliseconds.toFixed(2)} ms`]),
    ...(status === 'success' ? [] : [`Status: ${status}`]),
  ];
  return [`END RequestId: ${requestId}`, `${report.join('\t')}\t`];
}

/** The line about an invocation that ended without an answer of the function. */
export function problemLine(format: Format, requestId: string, problem: string): string {
  const timestamp = new Date().toISOString();
  return format === 'JSON' ? JSON.stringify({ timestamp, level: 'ERROR', requestId, message: problem }) : `${timestamp} ${requestId} ${problem}`;
}

const platform = (type: string, record: object) => JSON.stringify({ time: new Date().toISOString(), type, record });
