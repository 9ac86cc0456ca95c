import { Construct } from 'constructs';
import { prepareBuildSpec } from './build-spec';
import { ARTIFACT_BUCKET, ASSET_BUCKET, CORE_ARTIFACTS, CoreSettings, KEY_ARN, TOPIC_ARN } from './settings';
import { ENVIRONMENT } from '../../model/environment';
import { pipelineName, prepareProjectName, TAGS, coreRoleName, logGroupName } from '../../model/names';
import { lookAtStacks, publishAssets, readRegistry, tellPeople, useArtifacts, writeLogs, writeModuleList } from '../grants';
import { DEFINITIONS } from '../modules/parameters';
import { serviceRole, sub } from '../permissions';
import { pipelineProject } from '../project';

/** The build that prepares the solution in the core's repository. */
export function definePrepare(scope: Construct, { solution, source, core, entries }: CoreSettings) {
  serviceRole(scope, 'PrepareRole', {
    name: coreRoleName(solution, 'prepare'),
    service: 'codebuild.amazonaws.com',
    permissions: [
      writeLogs(logGroupName(solution)),
      ...useArtifacts(ARTIFACT_BUCKET, [CORE_ARTIFACTS, DEFINITIONS], KEY_ARN, 's3:ListBucket'),
      ...core.length ? publishAssets(ASSET_BUCKET, core.map(({ name }) => name)) : [],
      readRegistry(solution),
      writeModuleList(solution),
      lookAtStacks(solution, 'GetTemplate'),
      ...tellPeople(TOPIC_ARN, pipelineName(solution, 'core')),
      {
        actions: ['cloudformation:DescribeStacks'],
        resources: ['*'],
        because: 'other solutions whose names would overlap are found by listing stacks with their tags, and AWS lets only those list who may describe all',
      },
    ],
  });
  pipelineProject(scope, 'Prepare', {
    name: prepareProjectName(solution),
    description: 'Prepares the solution',
    role: '${PrepareRole.Arn}',
    keyArn: KEY_ARN,
    buildSpec: prepareBuildSpec(source.kind === 's3' ? '' : source.folder),
    environment: { [ENVIRONMENT.solution]: sub(solution), ...entries.length && { [ENVIRONMENT.listsModules]: 'yes' } },
    logGroup: logGroupName(solution),
    logStream: 'prepare',
    tags: { [TAGS.solution]: solution, [TAGS.module]: 'core' },
    timeoutInMinutes: 60,
  });
}
