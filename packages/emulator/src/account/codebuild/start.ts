import { randomUUID } from 'crypto';
import type { StartBuildInput, StatusType } from '@aws-sdk/client-codebuild';
import type { Account } from '../account';
import { AwsError } from '../aws-error';
import { artifactsOf, logsOf } from './locations';
import { overridden } from './overrides';
import { buildStateOf, type BuildOfPipeline, type BuildRecord } from './state';

/** Starts a build. The executor runs it on the signal `started`. */
export function startBuild(account: Account, input: StartBuildInput, by: { initiator: string; pipeline?: BuildOfPipeline }): BuildRecord {
  const state = buildStateOf(account);
  const found = state.projects[input.projectName!];
  if (!found) throw new AwsError('ResourceNotFoundException', `Project cannot be found: ${account.arn('codebuild', `project/${input.projectName}`)}`);
  const project = overridden(found, input);
  const uuid = randomUUID();
  const id = `${project.name}:${uuid}`;
  const now = new Date();
  const { sourceVersion, resolvedSourceVersion } = versionsOf(by.pipeline, input.sourceVersion ?? project.sourceVersion);
  const build: BuildRecord = {
    id,
    arn: account.arn('codebuild', `build/${id}`),
    number: state.numbers[project.name!] = (state.numbers[project.name!] ?? 0) + 1,
    input,
    project,
    environment: project.environment!.environmentVariables!,
    buildspec: project.source!.buildspec,
    sourceVersion,
    resolvedSourceVersion,
    timeoutMinutes: project.timeoutInMinutes ?? 60,
    logs: logsOf(project, uuid),
    started: now,
    status: 'IN_PROGRESS',
    phase: 'QUEUED',
    phases: [
      { phaseType: 'SUBMITTED', phaseStatus: 'SUCCEEDED', startTime: now, endTime: now, durationInSeconds: 0 },
      { phaseType: 'QUEUED', startTime: now },
    ],
    exported: [],
    artifacts: artifactsOf(by.pipeline),
    ...by,
  };
  state.builds[id] = build;
  publish(account, build);
  state.signals.emit('started', build);
  return build;
}

/** The source version of a build in a pipeline is its primary artifact, and the resolved version is the revision of the source action. */
function versionsOf(pipeline: BuildOfPipeline | undefined, given: string | undefined) {
  const primary = pipeline?.inputs.find(({ name }) => name === pipeline.primary);
  return primary ? { sourceVersion: `arn:aws:s3:::${primary.bucket}/${primary.key}`, resolvedSourceVersion: primary.revision } : { sourceVersion: given };
}

export function endBuild(account: Account, build: BuildRecord, status: StatusType) {
  if (build.ended) return;
  const now = new Date();
  build.ended = now;
  build.status = status;
  build.phase = 'COMPLETED';
  const current = build.phases.at(-1)!;
  if (!current.phaseStatus) Object.assign(current, { phaseStatus: status, endTime: now, durationInSeconds: secondsBetween(current.startTime!, now) });
  build.phases.push({ phaseType: 'COMPLETED', startTime: now });
  publish(account, build);
  buildStateOf(account).signals.emit('ended', build);
}

export const secondsBetween = (start: Date, end: Date) => Math.round((end.getTime() - start.getTime()) / 1000);

function publish(account: Account, build: BuildRecord) {
  account.publish({
    source: 'aws.codebuild',
    detailType: 'CodeBuild Build State Change',
    resources: [build.arn],
    detail: {
      'build-status': build.status,
      'project-name': build.project.name,
      'build-id': build.arn,
      'current-phase': build.phase,
      'version': '1',
      'additional-information': {
        'build-complete': build.status !== 'IN_PROGRESS',
        'build-number': build.number,
        'initiator': build.initiator,
        'build-start-time': build.started.toISOString(),
        ...(build.logs.group ? { logs: { 'group-name': build.logs.group, 'stream-name': build.logs.stream } } : {}),
        'phases': build.phases.map(phase => ({ 'phase-type': phase.phaseType, 'phase-status': phase.phaseStatus, 'duration-in-seconds': phase.durationInSeconds })),
      },
    },
  });
}
