import type { Entry, EntrySource } from './entry';

/** Where the code that a delivery reads comes from, whatever its branch or folder. */
export interface DeliveredSource {
  /** `owner/name` of a repository, or `s3:bucket/key`. */
  readonly place: string;
  /** The connection that it is read through, unless that is the core's: it says at which host the repository is. */
  readonly connectionArn?: string;
}

export const deliveredSource = (source: EntrySource): DeliveredSource => source.kind === 's3'
  ? { place: `s3:${source.bucket}/${source.key}` }
  : { place: source.repository, connectionArn: source.connectionArn };

/**
 * Why a module's own entry cannot take effect, if it cannot: whoever may register modules would otherwise read any object of the account
 * with the role of a delivery, or replace the code of another author's module. An operator's entry, and the core's code, may do both.
 *
 * @param delivered what its delivery reads, if it has one
 */
export function registrationProblem({ name, source }: Entry, delivered?: DeliveredSource): string | undefined {
  const { place, connectionArn } = deliveredSource(source);
  if (source.kind === 's3') {
    return `source: found ${place}, but a module that registers itself cannot name a bucket, because its delivery could then read any object of the account; `
      + `an operator can: cv-insync add ${name} --source ${place}`;
  }
  if (!delivered) return undefined;
  const instead = `and a registration cannot replace that; an operator can: cv-insync add ${name} --source ...`;
  if (place !== delivered.place) return `source: found ${place}, but ${name} is delivered from ${delivered.place}, ${instead}`;
  if (connectionArn === delivered.connectionArn) return undefined;
  const through = (arn?: string) => arn ?? 'the connection of the core';
  return `source.connectionArn: found ${through(connectionArn)}, but ${name} is delivered through ${through(delivered.connectionArn)}, ${instead}`;
}
