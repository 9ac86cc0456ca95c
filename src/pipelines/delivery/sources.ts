import { Aws, CfnCondition, Fn } from 'aws-cdk-lib';
import { CfnRule } from 'aws-cdk-lib/aws-events';
import { Construct } from 'constructs';
import { CONNECTION_CORE_VALUES, DeliveryKind } from './parameters';
import { SOLUTION, MODULE } from './roles';
import { buildRoleName, pipelineName, coreRoleName } from '../../model/names';
import { readSource, storeSource } from '../grants';
import { arn, iamArn, Permission, sub } from '../permissions';
import { Action, pushTrigger, repositorySource, s3Source } from '../stages';
import { coreParameters, textParameter } from '../static-stack';

/** What depends on the kind of source. */
export interface DeliverySource {
  readonly action: Action;
  /** The variable of the action that holds the revision. */
  readonly revision: string;
  readonly trigger?: unknown;
  /** Folder of the checkout that contains the module, or an empty string. */
  readonly folder: string;
  /** Further permissions of the build role, which the source action uses. */
  readonly permissions: readonly Permission[];
}

export const defineSource: Readonly<Record<DeliveryKind, (scope: Construct) => DeliverySource>> = {
  connection: scope => {
    textParameter(scope, 'Repository', 'Owner and name of the repository');
    textParameter(scope, 'Branch', 'Branch that is delivered');
    textParameter(scope, 'Folder', 'Folder that holds the module; empty for the whole repository');
    textParameter(scope, 'ConnectionArn', 'Connection to read the repository through; empty for the core\'s');
    coreParameters(scope, CONNECTION_CORE_VALUES);
    const ownConnection = given(scope, 'HasOwnConnection', 'ConnectionArn');
    const folder = given(scope, 'HasFolder', 'Folder');
    return {
      action: repositorySource({
        connectionArn: Fn.conditionIf(ownConnection.logicalId, Fn.ref('ConnectionArn'), Fn.ref('CoreConnectionArn')),
        repository: '${Repository}',
        branch: '${Branch}',
      }),
      revision: 'CommitId',
      trigger: pushTrigger('${Branch}', Fn.conditionIf(folder.logicalId, { Includes: [sub('${Folder}/**')] }, Fn.ref('AWS::NoValue'))),
      folder: '${Folder}',
      permissions: [],
    };
  },
  s3: scope => {
    textParameter(scope, 'SourceBucket', 'Bucket of the module\'s zip file');
    textParameter(scope, 'SourceKey', 'Key of the module\'s zip file');
    new CfnRule(scope, 'SourceRule', {
      description: sub(`Starts the pipeline of the module ${MODULE} when its zip file changes`),
      eventPattern: {
        'account': [Aws.ACCOUNT_ID],
        'source': ['aws.s3'],
        'detail-type': ['Object Created'],
        'detail': { bucket: { name: [sub('${SourceBucket}')] }, object: { key: [sub('${SourceKey}')] } },
      },
      targets: [{
        id: 'Pipeline',
        arn: sub(arn('codepipeline', pipelineName(SOLUTION, MODULE))),
        roleArn: sub(iamArn(`role/${coreRoleName(SOLUTION, 'start')}`)),
      }],
    });
    return {
      // The bucket may belong to anybody, so this module's role reads it, and not a role that modules share.
      action: s3Source('${SourceBucket}', '${SourceKey}', 'Source', iamArn(`role/${buildRoleName(SOLUTION, MODULE)}`)),
      revision: 'VersionId',
      folder: '',
      permissions: [...readSource('${SourceBucket}', '${SourceKey}'), storeSource('${ArtifactBucket}', ['${ArtifactPrefix}/'])],
    };
  },
};

const given = (scope: Construct, id: string, parameter: string) =>
  new CfnCondition(scope, id, { expression: Fn.conditionNot(Fn.conditionEquals(Fn.ref(parameter), '')) });
