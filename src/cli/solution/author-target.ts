import { type Registration, findRegistration } from './app-registration';
import { target, type TargetOptions } from './target';

/** Options of the commands for authors of modules. */
export interface AuthorOptions extends TargetOptions {
  /** Folder of the cloud assembly. */
  readonly app: string;
  /** Endpoint of an emulated account. */
  readonly endpoint?: string;
  readonly wait: boolean;
  /** How long to follow pipelines at most, in minutes. */
  readonly timeout: number;
  readonly json?: boolean;
}

/** Selects the account, and finds the registration of the app's module. An emulated account accepts any credentials. */
export function authorTarget({ app, endpoint, ...options }: Pick<AuthorOptions, 'app' | 'endpoint' | keyof TargetOptions>): Registration {
  const { env } = process;
  if (endpoint) {
    env.AWS_ENDPOINT_URL = endpoint;
    env.AWS_REGION ??= 'us-east-1';
    if (!env.AWS_PROFILE && !options.profile) {
      env.AWS_ACCESS_KEY_ID ??= 'rehearsal';
      env.AWS_SECRET_ACCESS_KEY ??= 'rehearsal';
    }
  }
  target(options);
  return findRegistration(app, options.solution);
}
