import type { EnvironmentVariable } from '@aws-sdk/client-codebuild';
import type { BuildSpec } from './buildspec';
import { callerOf } from './caller';
import type { Account } from '../../account/account';
import type { BuildRecord } from '../../account/codebuild';

/** The variables of a build, later ones overriding earlier ones: from the build spec, from project and action, from CodeBuild. */
export async function variablesOfBuild(account: Account, build: BuildRecord, spec: BuildSpec): Promise<Record<string, string>> {
  const caller = callerOf(build);
  const parameter = async (variable: string, name: string) => {
    const problem = (why: string) => new Error(`variable ${variable} is the parameter '${name}', which cannot be read: ${why}`);
    const { Parameters: [found] } = await account.call('ssm', 'GetParameters', { Names: [name], WithDecryption: true }, { caller }).catch(error => {
      throw problem(error.message);
    });
    if (!found) throw problem('it does not exist');
    return found.Value as string;
  };
  const given = async ({ name, value = '', type }: EnvironmentVariable) => {
    if (type === 'PARAMETER_STORE') return parameter(name!, value);
    if (type === 'SECRETS_MANAGER') throw new Error(`variable ${name} comes from Secrets Manager, which the emulator does not have`);
    return value;
  };
  const variables: Record<string, string> = { ...spec.variables };
  for (const [variable, name] of Object.entries(spec.parameterStore)) variables[variable] = await parameter(variable, name);
  for (const variable of build.environment) variables[variable.name!] = await given(variable);
  return { ...variables, ...ownVariables(account, build) };
}

function ownVariables(account: Account, build: BuildRecord): Record<string, string> {
  return {
    CODEBUILD_CI: 'true',
    CODEBUILD_BUILD_ARN: build.arn,
    CODEBUILD_BUILD_ID: build.id,
    CODEBUILD_BUILD_NUMBER: String(build.number),
    CODEBUILD_BUILD_IMAGE: build.project.environment?.image ?? '',
    CODEBUILD_BUILD_SUCCEEDING: '1',
    CODEBUILD_INITIATOR: build.initiator,
    CODEBUILD_LOG_PATH: build.id.split(':')[1],
    CODEBUILD_RESOLVED_SOURCE_VERSION: build.resolvedSourceVersion ?? build.sourceVersion ?? '',
    CODEBUILD_SOURCE_VERSION: build.sourceVersion ?? '',
    CODEBUILD_START_TIME: String(build.started.getTime()),
    CODEBUILD_KMS_KEY_ID: build.project.encryptionKey ?? account.arn('kms', 'alias/aws/s3'),
  };
}
