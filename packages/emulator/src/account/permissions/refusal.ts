import { AwsError } from '../aws-error';

/** A request that IAM refused. */
export interface Refusal {
  readonly principal: string;
  readonly action: string;
  readonly resource: string;
  /** AWS's message. */
  readonly message: string;
  readonly at: Date;
}

/** How services call a refusal; others say AccessDeniedException. */
const CODES: Readonly<Record<string, string>> = {
  cloudformation: 'AccessDenied', iam: 'AccessDenied', s3: 'AccessDenied', sts: 'AccessDenied', sns: 'AuthorizationErrorException',
};

/** Services whose refusals have the status 403; others answer with 400, as services with JSON do. */
const FORBIDDEN = ['cloudformation', 'iam', 'lambda', 's3', 'sns', 'sts'];

/** What a service calls a refusal. */
export const codeOf = (service: string): string => CODES[service] ?? 'AccessDeniedException';

export const accessDenied = (service: string, message: string): AwsError =>
  new AwsError(codeOf(service), message, FORBIDDEN.includes(service) ? 403 : 400);
