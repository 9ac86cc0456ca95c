import { type Registration, findRegistration } from './app-registration';
import { useEndpoint } from './endpoint';
import { target, type TargetOptions } from './target';

/** Options of the commands for authors of modules. */
export interface AuthorOptions extends TargetOptions {
  /** Folder of the cloud assembly. */
  readonly app: string;
  /** Endpoint of an emulated account, with its access key: `http://KEY@127.0.0.1:4566`. */
  readonly endpoint?: string;
  readonly wait: boolean;
  /** How long to follow pipelines at most, in minutes. */
  readonly timeout: number;
  readonly json?: boolean;
}

/** Selects the account, and finds the registration of the app's module. */
export function authorTarget({ app, endpoint, ...options }: Pick<AuthorOptions, 'app' | 'endpoint' | keyof TargetOptions>): Registration {
  if (endpoint) useEndpoint(endpoint, options.profile);
  target(options);
  return findRegistration(app, options.solution);
}
