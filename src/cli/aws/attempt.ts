import { Failure } from '../terminal/failure';

const REMEDIES: readonly (readonly [RegExp, string])[] = [
  [/Region is missing/, 'set AWS_REGION, or set AWS_PROFILE to a profile that exists and has a region'],
  [/AccessDenied|NotAuthorized|Forbidden/, 'the role or user that runs this command lacks the permission'],
  [/Credentials|ExpiredToken|InvalidClientToken|UnrecognizedClient/, 'check the credentials and the region (AWS_PROFILE, AWS_REGION)'],
  [/Throttl|TooManyRequests|RequestLimit/, 'too many calls at the same time: run it again'],
  [/NoSuchBucket|ParameterNotFound/, 'is the core deployed in this account and region?'],
  [/ECONNREFUSED|ENOTFOUND|TimeoutError|NetworkingError/, 'the endpoint cannot be reached: check the network, and AWS_ENDPOINT_URL if it is set'],
  [/LimitExceeded|QuotaExceeded/, 'raise the quota of this account or remove what is not needed'],
];

/** Calls AWS. An error becomes a failure that says what was being done, what went wrong and what to do. */
export async function attempt<T>(what: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Failure || !isRemote(error)) throw error;
    const text = [error.name, error.code, error.message].filter(Boolean).join(' ');
    const remedy = REMEDIES.find(([pattern]) => pattern.test(text))?.[1];
    throw new Failure([`${what}: ${error.name}: ${error.message || error.code}${remedy ? `; ${remedy}` : ''}`]);
  }
}

type RemoteError = Error & { readonly code?: string; readonly $metadata?: unknown };

const isRemote = (error: unknown): error is RemoteError => error instanceof Error
  && ('$metadata' in error || 'code' in error || /Credentials|Region is missing/.test(`${error.name} ${error.message}`));
