import { type Registration, findRegistration } from './app-registration';
import { target, type TargetOptions } from './target';

/** Options of the commands for authors of modules. */
export interface AuthorOptions extends TargetOptions {
  /** Folder of the cloud assembly. */
  readonly app: string;
  /** Of an account that is served elsewhere than AWS. */
  readonly endpoint?: string;
  readonly wait: boolean;
  /** Minutes that pipelines are followed at most. */
  readonly timeout: number;
  readonly json?: boolean;
}

/** The module that is meant, and the account: a rehearsal's asks for no credentials of anybody. */
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
