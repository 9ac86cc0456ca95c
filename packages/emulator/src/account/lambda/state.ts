import { perAccount } from '../per-account';

export interface FunctionRecord {
  readonly name: string;
  readonly arn: string;
  configuration: FunctionConfiguration;
  /** The code as files, by path. */
  files: Record<string, Uint8Array>;
  /** Changes with the code and the configuration: a warm process serves one revision. */
  revision: string;
  readonly permissions: Record<string, object>;
  tags: Record<string, string>;
}

/** Where a function's log goes, and in which form. */
export interface LoggingConfiguration {
  readonly group?: string;
  readonly format: 'Text' | 'JSON';
  readonly applicationLevel?: string;
  readonly systemLevel?: string;
}

export interface FunctionConfiguration {
  readonly runtime?: string;
  readonly role: string;
  readonly handler: string;
  readonly description: string;
  readonly timeout: number;
  readonly memorySize: number;
  readonly environment: Readonly<Record<string, string>>;
  readonly layers: readonly string[];
  readonly logging: LoggingConfiguration;
  readonly lastModified: string;
  readonly codeSha256: string;
  readonly codeSize: number;
}

export interface InvocationResult {
  readonly ok: boolean;
  readonly payload: string;
  /** What the invocation wrote to the function's log. */
  readonly log?: string;
}

/** Runs a function's code; given by whoever executes functions. */
export type Invoker = (target: FunctionRecord, payload: string) => Promise<InvocationResult>;

export const logGroupOf = ({ name, configuration: { logging } }: FunctionRecord) => logging.group ?? `/aws/lambda/${name}`;

export interface FunctionState {
  readonly functions: Record<string, FunctionRecord>;
  invoker?: Invoker;
  /** Called when a function is gone or has other code, so that a warm process ends. */
  retired?: (arn: string) => void;
}

export const functionStateOf = perAccount<FunctionState>(() => ({ functions: {} }));
