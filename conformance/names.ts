import { randomBytes } from 'crypto';

/** Names of what a run creates outside of the solution, and of the solution itself. */

/** On everything that a run creates itself. */
export const RUN_TAG = 'insync:conformance';

const LETTERS = 'abcdefghijklmnopqrstuvwxyz0123456789';

/** A name that no other run has. */
export const newSolutionName = () => `cfm${[...randomBytes(6)].map(byte => LETTERS[byte % LETTERS.length]).join('')}`;

/** The bucket of the zip files. Its name begins otherwise than the solution's resources, so that no role of a module reaches it by its name. */
export const sourceBucketName = (solution: string, accountId: string) => `conformance-${solution}-${accountId}`;

/** A branch of a run in a repository. */
export const repositoryBranch = (solution: string, suffix?: string) => ['conformance', solution, ...suffix === undefined ? [] : [suffix]].join('-');

/** Whether a name belongs to a run of this solution. */
export const isOwnName = (solution: string, name: string) => {
  const plain = name.replace(/^\//, '');
  return ['', 'conformance-', 'aws/lambda/', 'aws/codebuild/', 'aws/vendedlogs/', 'aws/vendedlogs/states/'].some(before =>
    plain.startsWith(`${before}${solution}-`) || plain.startsWith(`${before}${solution}/`) || plain.startsWith(`${before}${solution}_`))
    || plain.endsWith(`.${solution}`);
};

/** The module whose deploy role deploys stacks of single resource types, and the names of these stacks, after the solution's. */
export const TYPES_MODULE = 'types';
export const DIRECT_STACK = new RegExp(`^-${TYPES_MODULE}-`);
