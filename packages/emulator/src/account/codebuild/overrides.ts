import type { EnvironmentVariable, Project, ProjectEnvironment, ProjectSource, StartBuildInput } from '@aws-sdk/client-codebuild';
import { AwsError } from '../aws-error';

const SOURCE: Partial<Record<keyof StartBuildInput, keyof ProjectSource>> = {
  sourceTypeOverride: 'type',
  sourceLocationOverride: 'location',
  buildspecOverride: 'buildspec',
};
const ENVIRONMENT: Partial<Record<keyof StartBuildInput, keyof ProjectEnvironment>> = {
  imageOverride: 'image',
  computeTypeOverride: 'computeType',
  environmentTypeOverride: 'type',
  privilegedModeOverride: 'privilegedMode',
  imagePullCredentialsTypeOverride: 'imagePullCredentialsType',
};
const PROJECT: Partial<Record<keyof StartBuildInput, keyof Project>> = {
  artifactsOverride: 'artifacts',
  secondaryArtifactsOverride: 'secondaryArtifacts',
  serviceRoleOverride: 'serviceRole',
  encryptionKeyOverride: 'encryptionKey',
  logsConfigOverride: 'logsConfig',
  timeoutInMinutesOverride: 'timeoutInMinutes',
  queuedTimeoutInMinutesOverride: 'queuedTimeoutInMinutes',
};
const KNOWN = [SOURCE, ENVIRONMENT, PROJECT].flatMap(Object.keys).concat('environmentVariablesOverride');

/** A project with the overrides of StartBuild. Refuses overrides that the emulator would ignore. */
export function overridden(project: Project, input: StartBuildInput): Project {
  const unknown = Object.entries(input).filter(([, value]) => value !== undefined).map(([name]) => name)
    .filter(name => name.endsWith('Override') && !KNOWN.includes(name));
  if (unknown.length) throw new AwsError('InvalidInputException', `Invalid input: the emulator does not support ${unknown.join(', ')}; it supports ${KNOWN.join(', ')}`);
  const given = (names: Partial<Record<keyof StartBuildInput, string>>) => Object.fromEntries(
    Object.entries(names).map(([name, member]) => [member, input[name as keyof StartBuildInput]]).filter(([, value]) => value !== undefined));
  return {
    ...structuredClone(project),
    ...given(PROJECT),
    source: { ...project.source!, ...given(SOURCE) },
    environment: {
      ...project.environment!,
      ...given(ENVIRONMENT),
      environmentVariables: merged(project.environment?.environmentVariables ?? [], input.environmentVariablesOverride ?? []),
    },
  };
}

const merged = (project: readonly EnvironmentVariable[], override: readonly EnvironmentVariable[]) =>
  [...project.filter(({ name }) => !override.some(each => each.name === name)), ...override];
