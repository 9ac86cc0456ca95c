import { randomUUID } from 'crypto';
import type { BatchGetBuildsInput, EnvironmentVariable, ListBuildsForProjectInput, Project, StartBuildInput, StatusType, StopBuildInput } from '@aws-sdk/client-codebuild';
import type { Account } from '../account';
import { AwsError } from '../aws-error';
import type { Operation } from '../service';
import { checkBatch, page } from './lists';
import { buildStateOf, type BuildOfPipeline, type BuildRecord } from './state';

/** Builds: start, stop, read. */
export function buildOperations(account: Account): Record<string, Operation> {
  const state = buildStateOf(account);
  return {
    StartBuild(input: StartBuildInput, call) {
      return { build: describe(startBuild(account, input, { initiator: call.caller.split('/').at(-1)! })) };
    },
    StopBuild({ id }: StopBuildInput) {
      const build = state.builds[id!] ?? Object.values(state.builds).find(({ arn }) => arn === id);
      if (!build) throw new AwsError('ResourceNotFoundException', `Build '${id}' does not exist`);
      if (build.status === 'IN_PROGRESS') {
        endBuild(account, build, 'STOPPED');
        state.signals.emit('stopped', build);
      }
      return { build: describe(build) };
    },
    BatchGetBuilds({ ids }: BatchGetBuildsInput) {
      checkBatch('ids', ids!);
      const found = ids!.map(id => state.builds[id] ?? Object.values(state.builds).find(({ arn }) => arn === id));
      return { builds: found.flatMap(build => build ? [describe(build)] : []), buildsNotFound: ids!.filter((_, index) => !found[index]) };
    },
    ListBuildsForProject({ projectName, nextToken, sortOrder = 'DESCENDING' }: ListBuildsForProjectInput) {
      if (!state.projects[projectName!]) throw new AwsError('ResourceNotFoundException', `Project '${projectName}' does not exist`);
      const ids = Object.values(state.builds).filter(({ project }) => project.name === projectName).map(({ id }) => id);
      if (sortOrder === 'DESCENDING') ids.reverse();
      const { items, next } = page(ids, nextToken);
      return { ids: items, nextToken: next };
    },
  };
}

/** Starts a build; whoever executes builds hears of it. */
export function startBuild(account: Account, input: StartBuildInput, by: { initiator: string; pipeline?: BuildOfPipeline }): BuildRecord {
  const state = buildStateOf(account);
  const project = state.projects[input.projectName!];
  if (!project) throw new AwsError('ResourceNotFoundException', `Project cannot be found: ${account.arn('codebuild', `project/${input.projectName}`)}`);
  const id = `${project.name}:${randomUUID()}`;
  const build: BuildRecord = {
    id,
    arn: account.arn('codebuild', `build/${id}`),
    number: state.numbers[project.name!] = (state.numbers[project.name!] ?? 0) + 1,
    project: structuredClone(project),
    environment: merged(project.environment?.environmentVariables ?? [], input.environmentVariablesOverride ?? []),
    buildspec: input.buildspecOverride ?? project.source?.buildspec,
    sourceVersion: input.sourceVersion ?? project.sourceVersion,
    timeoutMinutes: input.timeoutInMinutesOverride ?? project.timeoutInMinutes ?? 60,
    started: new Date(),
    status: 'IN_PROGRESS',
    phase: 'QUEUED',
    phases: [],
    exported: [],
    ...by,
  };
  state.builds[id] = build;
  publish(account, build);
  state.signals.emit('started', build);
  return build;
}

export function endBuild(account: Account, build: BuildRecord, status: StatusType) {
  if (build.ended) return;
  build.ended = new Date();
  build.status = status;
  build.phase = 'COMPLETED';
  publish(account, build);
  buildStateOf(account).signals.emit('ended', build);
}

const merged = (project: readonly EnvironmentVariable[], override: readonly EnvironmentVariable[]) =>
  [...project.filter(({ name }) => !override.some(each => each.name === name)), ...override];

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
        'phases': build.phases.map(phase => ({ 'phase-type': phase.phaseType, 'phase-status': phase.phaseStatus, 'duration-in-seconds': phase.durationInSeconds })),
      },
    },
  });
}

function describe(build: BuildRecord) {
  const { project } = build as { project: Project };
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
    source: { ...project.source, buildspec: build.buildspec },
    environment: { ...project.environment, environmentVariables: build.environment },
    exportedEnvironmentVariables: build.exported,
    serviceRole: project.serviceRole,
    encryptionKey: project.encryptionKey,
    timeoutInMinutes: build.timeoutMinutes,
    logs: { groupName: `/aws/codebuild/${project.name}`, streamName: build.id.split(':')[1] },
  };
}
