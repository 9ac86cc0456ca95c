import { perAccount } from '../per-account';

export interface FunctionRecord {
  readonly name: string;
  readonly arn: string;
  configuration: FunctionConfiguration;
  /** The files of the code, by path. */
  files: Record<string, Uint8Array>;
  /** Changes with code and configuration. A warm process serves one revision. */
  revision: string;
  readonly permissions: Record<string, object>;
  tags: Record<string, string>;
}

/** The destination and the format of a function's log. */
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
  /** The log of the invocation. */
  readonly log?: string;
}

/** Runs the code of a function. The executor provides it. */
export type Invoker = (target: FunctionRecord, payload: string) => Promise<InvocationResult>;

export const logGroupOf = ({ name, configuration: { logging } }: FunctionRecord) => logging.group ?? `/aws/lambda/${name}`;

export interface FunctionState {
  readonly functions: Record<string, FunctionRecord>;
  invoker?: Invoker;
  /** Called when a function is deleted or changed, to end its warm processes. */
  retired?: (arn: string) => void;
}

export const functionStateOf = perAccount<FunctionState>(() => ({ functions: {} }));
