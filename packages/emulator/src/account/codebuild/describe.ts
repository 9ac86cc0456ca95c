import type { Build, LogsLocation } from '@aws-sdk/client-codebuild';
import type { Account } from '../account';
import type { BuildRecord, BuiltArtifact } from './state';

/** A build as BatchGetBuilds returns it. */
export function describe(account: Account, build: BuildRecord): Build {
  const { project } = build;
  const [primary, ...others] = build.artifacts;
  return {
    id: build.id,
    arn: build.arn,
    buildNumber: build.number,
    projectName: project.name,
    buildStatus: build.status,
    buildComplete: build.status !== 'IN_PROGRESS',
    currentPhase: build.phase,
    phases: build.phases,
    startTime: build.started,
    endTime: build.ended,
    initiator: build.initiator,
    sourceVersion: build.sourceVersion,
    resolvedSourceVersion: build.resolvedSourceVersion,
    source: project.source,
    secondarySources: project.secondarySources ?? [],
    secondarySourceVersions: project.secondarySourceVersions ?? [],
    artifacts: primary ? artifact(primary) : { location: '' },
    secondaryArtifacts: others.map(artifact),
    cache: project.cache ?? { type: 'NO_CACHE' },
    environment: project.environment,
    exportedEnvironmentVariables: build.exported.map(({ name, value }) => ({ name, value })),
    serviceRole: project.serviceRole,
    encryptionKey: project.encryptionKey,
    timeoutInMinutes: build.timeoutMinutes,
    queuedTimeoutInMinutes: project.queuedTimeoutInMinutes,
    logs: logs(account, build),
  };
}

const artifact = ({ identifier, location, sha256, md5 }: BuiltArtifact) => ({
  location, ...(identifier ? { artifactIdentifier: identifier } : {}), ...(sha256 ? { sha256sum: sha256, md5sum: md5 } : {}),
});

function logs(account: Account, { project: { logsConfig }, logs: { group, stream, s3 } }: BuildRecord): LogsLocation {
  const console = `https://console.aws.amazon.com/cloudwatch/home?region=${account.region}#logsV2:log-groups`;
  return {
    ...(group && stream ? {
      groupName: group,
      streamName: stream,
      deepLink: `${console}/log-group/${linked(group)}/log-events/${linked(stream)}`,
      cloudWatchLogsArn: account.arn('logs', `log-group:${group}:log-stream:${stream}`),
    } : {}),
    ...(s3 ? {
      s3DeepLink: `https://s3.console.aws.amazon.com/s3/object/${s3.bucket}?prefix=${s3.key}`,
      s3LogsArn: `arn:aws:s3:::${s3.bucket}/${s3.key}`,
    } : {}),
    cloudWatchLogs: { status: 'ENABLED', ...logsConfig?.cloudWatchLogs },
    s3Logs: { status: 'DISABLED', encryptionDisabled: false, ...logsConfig?.s3Logs },
  };
}

/** Links to the console contain names that are escaped twice, with `$` for `%`. */
const linked = (name: string) => encodeURIComponent(encodeURIComponent(name)).replace(/%/g, '$');
