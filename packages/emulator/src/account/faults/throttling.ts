import { AwsError } from '../aws-error';

const FORMS: Readonly<Record<string, () => AwsError>> = {
  cloudformation: () => new AwsError('Throttling', 'Rate exceeded'),
  iam: () => new AwsError('Throttling', 'Rate exceeded'),
  sts: () => new AwsError('Throttling', 'Rate exceeded'),
  lambda: () => new AwsError('TooManyRequestsException', 'Rate Exceeded.', 429, { Reason: 'CallerRateLimitExceeded' }),
  s3: () => new AwsError('SlowDown', 'Please reduce your request rate.', 503),
  sns: () => new AwsError('ThrottledException', 'Rate exceeded', 429),
};

/** What a service answers to who calls too often. */
export const throttled = (service: string): AwsError => (FORMS[service] ?? (() => new AwsError('ThrottlingException', 'Rate exceeded')))();
