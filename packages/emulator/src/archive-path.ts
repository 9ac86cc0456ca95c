import { normalize } from 'path';

/** Whether a path in an archive leads out of the folder that the archive is extracted to. */
export function leadsOut(path: string): boolean {
  return normalize(path).split('/')[0] === '..';
}
