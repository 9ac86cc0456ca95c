// `require` loads the file at its first use, and lets esbuild include it in the bundle.
/* eslint-disable @typescript-eslint/no-require-imports */
import { lazily } from './files';

const file = lazily<{ readonly policies: Readonly<Record<string, string>> }>(() => require('./managed-policies.generated.json'));

/** The document of an AWS-managed policy, as JSON; undefined for those that are not known here. */
export const managedPolicy = (arn: string): string | undefined => file().policies[arn.replace(/^arn:[^:]+:iam::aws:policy\//, '')];
