import type { ArtifactRecord, WorkRecord } from './records';

export const artifactDetails = (artifacts: Readonly<Record<string, ArtifactRecord>>) =>
  Object.entries(artifacts).map(([name, { bucket, key }]) => ({ name, s3location: { bucket, key } }));

/** What came of an action or a rule, as lists of executions give it. */
export const resultOf = ({ externalId, summary, externalUrl, error }: WorkRecord) => ({
  externalExecutionId: externalId,
  externalExecutionSummary: summary,
  externalExecutionUrl: externalUrl,
  ...(error ? { errorDetails: error } : {}),
});
