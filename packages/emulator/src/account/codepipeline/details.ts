import type { ArtifactRecord, WorkRecord } from './records';

export const artifactDetails = (artifacts: Readonly<Record<string, ArtifactRecord>>) =>
  Object.entries(artifacts).map(([name, { bucket, key }]) => ({ name, s3location: { bucket, key } }));

/** The result of an action or a rule in lists of executions. */
export const resultOf = ({ externalId, summary, externalUrl, error }: WorkRecord) => ({
  externalExecutionId: externalId,
  externalExecutionSummary: summary,
  externalExecutionUrl: externalUrl,
  ...(error ? { errorDetails: error } : {}),
});
