import { format } from 'util';

const LEVELS = ['TRACE', 'DEBUG', 'INFO', 'WARN', 'ERROR', 'FATAL'] as const;
type Level = typeof LEVELS[number];

const METHODS = { trace: 'TRACE', debug: 'DEBUG', log: 'INFO', info: 'INFO', warn: 'WARN', error: 'ERROR' } as const;

/** Makes the console write as in the Node.js runtime of Lambda: time, request id and level before each message. */
export class FunctionConsole {
  requestId?: string;
  private readonly isJson = process.env.AWS_LAMBDA_LOG_FORMAT === 'JSON';
  private readonly least = LEVELS.indexOf(process.env.AWS_LAMBDA_LOG_LEVEL as Level);

  install(): void {
    for (const [method, level] of Object.entries(METHODS)) {
      console[method as keyof typeof METHODS] = (...values: unknown[]) => this.write(level, values);
    }
  }

  /** Logs a failure of the handler, as the runtime does. */
  failed(error: { errorType: string; errorMessage: string; trace?: readonly string[] }): void {
    const { errorType, errorMessage, trace } = error;
    this.print('ERROR', this.isJson ? { errorType, errorMessage, stackTrace: trace } : `Invoke Error \t${JSON.stringify({ errorType, errorMessage, stack: trace })}`);
  }

  private write(level: Level, values: readonly unknown[]): void {
    const [first] = values;
    this.print(level, this.isJson && values.length === 1 && typeof first === 'object' && first !== null && !(first instanceof Error) ? first : format(...values));
  }

  private print(level: Level, message: unknown): void {
    if (LEVELS.indexOf(level) < this.least) return;
    const timestamp = new Date().toISOString();
    const line = this.isJson ? asJson({ timestamp, level, requestId: this.requestId, message }) : `${timestamp}\t${this.requestId}\t${level}\t${String(message)}`;
    // One line for each event; the reader turns carriage returns back into newlines.
    process.stdout.write(`${line.replace(/\n/g, '\r')}\n`);
  }
}

function asJson(record: Readonly<Record<string, unknown>>): string {
  try {
    return JSON.stringify(record);
  } catch {
    return JSON.stringify({ ...record, message: format(record.message) });
  }
}
