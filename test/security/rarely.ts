import { asked, parameterArn, passRole, pipelineArn, type Request, stackArn } from './request';

/**
 * What the roles of a solution `cv` do in approvals, failures, held-back entries and many removals, beyond the life cycle that is rehearsed.
 *
 * @param parameters what the core wrote
 */
export function rareRequests(parameters: Readonly<Record<string, string>>): Request[] {
  const key = parameters['/cv/core/key-arn'];
  const changes = ['CreateChangeSet', 'DeleteChangeSet', 'DescribeChangeSet', 'ExecuteChangeSet'].map(operation => ({ action: `cloudformation:${operation}`, resource: stackArn('cv-two') }));
  const topic = parameters['/cv/core/topic-arn'];
  const publish = [{ action: 'sns:Publish', resource: topic }, { action: 'kms:GenerateDataKey', resource: key }, { action: 'kms:Decrypt', resource: key }];
  return [
    ...asked('cv-core-module-pipelines', [...changes, ...publish]),
    ...asked('cv-core-prepare', [...publish, { action: 'codepipeline:ListActionExecutions', resource: pipelineArn('core.cv') }]),
    ...asked('cv-core-apply', [...publish, { action: 'codepipeline:ListActionExecutions', resource: pipelineArn('modules.cv') }]),
    ...asked('cv-core-gate', [{ action: 'cloudformation:DeleteStack', resource: stackArn('cv-two') }, { action: 'codepipeline:PutJobFailureResult', resource: '*' }]),
    ...asked('cv-core-functions', [
      { action: 'codepipeline:PutJobFailureResult', resource: '*' }, { action: 'codepipeline:StartPipelineExecution', resource: pipelineArn('modules.cv') },
      { action: 'codepipeline:StartPipelineExecution', resource: pipelineArn('core.cv') },
    ]),
    ...asked('cv-core-apply', [
      { action: 'codepipeline:StopPipelineExecution', resource: pipelineArn('two.cv') },
      { action: 'ssm:GetParameters', resource: parameterArn('/cv/approvals/removal') }, { action: 'ssm:DeleteParameters', resource: parameterArn('/cv/approvals/removal') },
      ...['cv-two', 'cv-delivery-two'].flatMap(name => ['cloudformation:DescribeStackEvents', 'cloudformation:DeleteStack'].map(action => ({ action, resource: stackArn(name) }))),
      { action: 'cloudformation:UpdateStack', resource: stackArn('cv-delivery-two') }, passRole('cv-delivery-two-deploy', 'cloudformation.amazonaws.com'),
    ]),
  ];
}
