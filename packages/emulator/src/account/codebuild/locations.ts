import type { LogsConfig, Project } from '@aws-sdk/client-codebuild';
import type { BuildLogs, BuildOfPipeline, BuiltArtifact } from './state';

/** Where the log of a build goes: CloudWatch Logs by default, a bucket if the project enables that. */
export function logsOf({ name, logsConfig }: Project, uuid: string): BuildLogs {
  const { cloudWatchLogs, s3Logs }: LogsConfig = logsConfig ?? {};
  return {
    ...(cloudWatchLogs?.status === 'DISABLED' ? {} : {
      group: cloudWatchLogs?.groupName ?? `/aws/codebuild/${name}`,
      stream: cloudWatchLogs?.streamName ? `${cloudWatchLogs.streamName}/${uuid}` : uuid,
    }),
    ...(s3Logs?.status === 'ENABLED' ? { s3: s3LogOf(s3Logs.location!, uuid) } : {}),
  };
}

function s3LogOf(location: string, uuid: string): { bucket: string; key: string } {
  const [bucket, ...prefix] = location.replace(/^arn:[^:]+:s3:::/, '').split('/');
  return { bucket, key: [...prefix, `${uuid}.gz`].join('/') };
}

/** The locations where a pipeline expects the artifacts of a build. */
export const artifactsOf = (pipeline: BuildOfPipeline | undefined): BuiltArtifact[] =>
  (pipeline?.outputs ?? []).map(({ name, bucket, key }, index) => ({ ...(index ? { identifier: name } : {}), location: `arn:aws:s3:::${bucket}/${key}` }));
