import type { EnvironmentVariable } from '@aws-sdk/client-codebuild';
import { buildStateOf, startBuild, type BuildRecord } from '../../account/codebuild';
import { ActionFailure, type WorkProvider } from '../context';

/** Runs a build of a project with the artifacts of an action or a rule. */
export const codeBuild: WorkProvider = async ({ context: { account }, execution, action, configuration, inputs, outputs, progress }) => {
  const { ProjectName: projectName, PrimarySource, BatchEnabled } = configuration;
  const build = startBuild(account, { projectName, environmentVariablesOverride: environmentOf(action.name, configuration) }, {
    initiator: `codepipeline/${execution.pipeline}`,
    pipeline: {
      initiator: execution.pipeline,
      inputs: Object.entries(inputs).map(([name, artifact]) => ({ name, ...artifact })),
      primary: PrimarySource ?? Object.keys(inputs)[0],
      outputs: Object.entries(outputs).map(([name, { bucket, key }]) => ({ name, bucket, key })),
      batch: BatchEnabled === 'true',
    },
  });
  action.externalId = build.id;
  progress('queued');
  await ended(buildStateOf(account).signals, build, progress);
  if (build.status !== 'SUCCEEDED') {
    throw new ActionFailure(`Build terminated with state: ${build.status}. ${build.failure?.message ?? ''}`.trim(), 'JobFailed', build.id);
  }
  return { externalId: build.id, summary: '', variables: Object.fromEntries(build.exported.map(({ name, value }) => [name!, value ?? ''])) };
};

function environmentOf(action: string, { EnvironmentVariables = '[]' }: Readonly<Record<string, string>>): EnvironmentVariable[] {
  try {
    return JSON.parse(EnvironmentVariables);
  } catch {
    throw new ActionFailure(`action '${action}': EnvironmentVariables is not JSON: ${EnvironmentVariables}`, 'ConfigurationError');
  }
}

async function ended(signals: ReturnType<typeof buildStateOf>['signals'], build: BuildRecord, progress: (summary: string) => void) {
  const command = (each: BuildRecord, text: string) => {
    if (each === build) progress(text);
  };
  signals.on('command', command);
  await new Promise<void>(resolve => {
    const listener = (each: BuildRecord) => {
      if (each !== build) return;
      signals.off('ended', listener);
      resolve();
    };
    signals.on('ended', listener);
  });
  signals.off('command', command);
}
