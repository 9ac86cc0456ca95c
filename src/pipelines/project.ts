import { CfnProject } from 'aws-cdk-lib/aws-codebuild';
import { Construct } from 'constructs';
import { BuildSpec, BUILD_IMAGE } from './build-spec';
import { sub } from './permissions';

export interface PipelineProjectProps {
  readonly name: string;
  readonly description: string;
  readonly role: string;
  readonly keyArn: string;
  readonly buildSpec: BuildSpec;
  readonly environment: Readonly<Record<string, unknown>>;
  /** Variables whose values a build reads from the parameter store when it starts. */
  readonly stored?: Readonly<Record<string, string>>;
  readonly logGroup: string;
  readonly logStream: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly timeoutInMinutes: number;
}

/** A build project whose source and artifacts are those of a pipeline. */
export function pipelineProject(scope: Construct, id: string, props: PipelineProjectProps): CfnProject {
  return new CfnProject(scope, id, {
    name: sub(props.name),
    description: sub(props.description),
    serviceRole: sub(props.role),
    encryptionKey: sub(props.keyArn),
    source: { type: 'CODEPIPELINE', buildSpec: sub(JSON.stringify(props.buildSpec)) },
    artifacts: { type: 'CODEPIPELINE' },
    environment: {
      type: 'LINUX_CONTAINER',
      computeType: 'BUILD_GENERAL1_MEDIUM',
      image: BUILD_IMAGE,
      environmentVariables: [
        ...Object.entries(props.environment).map(([name, value]) => ({ name, value: value as string })),
        ...Object.entries(props.stored ?? {}).map(([name, path]) => ({ name, type: 'PARAMETER_STORE', value: sub(path) })),
      ],
    },
    logsConfig: { cloudWatchLogs: { status: 'ENABLED', groupName: sub(props.logGroup), streamName: sub(props.logStream) } },
    timeoutInMinutes: props.timeoutInMinutes,
    tags: tagList(props.tags),
  });
}

export const tagList = (tags: Readonly<Record<string, string>>) => Object.entries(tags).map(([key, value]) => ({ key, value: sub(value) }));
