import { CfnRule } from 'aws-cdk-lib/aws-events';
import { CfnPermission } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { CORE_MODULES, SOLUTION } from './parameters';
import type { HourlyEvent } from '../../model/environment';
import { assetBucketName, deliveredPath, moduleStackName, pipelineName, gatedPath, coreRoleName, logGroupName, ownStackNames } from '../../model/names';
import { pipelineFunction } from '../function';
import { answerJobs, lookAtStacks, readRegistry, watchPipelines, writeLogs } from '../grants';
import { arn, parameterArn, protectStacks, s3Arn, serviceRole, stackArn, sub } from '../permissions';

/** The functions that pipelines invoke. Inspect and the gate have their own roles; the others read the state of pipelines and start them. */
export function defineFunctions(scope: Construct) {
  const common = [writeLogs(logGroupName(SOLUTION)), answerJobs, readRegistry(SOLUTION), lookAtStacks(SOLUTION, 'DescribeStacks')];
  serviceRole(scope, 'FunctionRole', {
    name: coreRoleName(SOLUTION, 'functions'),
    service: 'lambda.amazonaws.com',
    permissions: [
      ...common, ...watchPipelines(SOLUTION, 'codepipeline:GetPipeline', 'codepipeline:StartPipelineExecution'),
      {
        actions: ['codepipeline:EnableStageTransition'],
        resources: [arn('codepipeline', `${pipelineName(SOLUTION, '*')}/Deploy`)],
        because: 'modules come and go; the transition that an interrupted removal disabled is enabled if the module is in the directory again',
      },
      { actions: ['ssm:PutParameter'], resources: [parameterArn(deliveredPath(SOLUTION, '*'))], because: 'Announce records for each module what was delivered' },
    ],
  });
  serviceRole(scope, 'GateRole', {
    name: coreRoleName(SOLUTION, 'gate'),
    service: 'lambda.amazonaws.com',
    permissions: [
      ...common, ...watchPipelines(SOLUTION),
      { actions: ['ssm:PutParameter'], resources: [parameterArn(gatedPath(SOLUTION, '*'))], because: 'the gate records for each module what it produces and consumes' },
      {
        actions: ['cloudformation:DeleteStack'],
        resources: [stackArn(moduleStackName(SOLUTION, '*'))],
        because: 'the gate deletes the stack of a module whose first deployment failed; ids of stacks end with random parts',
      },
    ],
    statements: [protectStacks(['cloudformation:DeleteStack'], ownStackNames(SOLUTION))],
  });
  serviceRole(scope, 'InspectRole', {
    name: coreRoleName(SOLUTION, 'inspect'),
    service: 'lambda.amazonaws.com',
    permissions: [
      writeLogs(logGroupName(SOLUTION)), answerJobs,
      {
        actions: ['s3:GetObject'],
        resources: [s3Arn(`${assetBucketName(SOLUTION, '${AWS::AccountId}', '${AWS::Region}')}/*`)],
        because: 'templates of nested stacks are assets, whose keys are digests of their content',
      },
    ],
  });
  pipelineFunction(scope, 'inspect', { solution: SOLUTION, coreModules: CORE_MODULES, role: '${InspectRole.Arn}' });
  pipelineFunction(scope, 'gate', { solution: SOLUTION, coreModules: CORE_MODULES, role: '${GateRole.Arn}' });
  for (const id of ['verify', 'ensure', 'announce'] as const) {
    pipelineFunction(scope, id, { solution: SOLUTION, coreModules: CORE_MODULES, role: '${FunctionRole.Arn}' });
  }
  checkDaily(scope);
  checkHourly(scope);
}

/** Functions that a schedule invokes as well. */
const DAILY = ['Ensure', 'Announce'] as const;

/** A lost event delays a delivery by a day at most. */
function checkDaily(scope: Construct) {
  const rule = new CfnRule(scope, 'DailyRule', {
    name: sub(moduleStackName(SOLUTION, 'core-daily')),
    description: 'Starts what is due and was not started',
    scheduleExpression: 'rate(1 day)',
    targets: DAILY.map(id => ({ id, arn: sub(`\${${id}.Arn}`) })),
  });
  for (const id of DAILY) {
    new CfnPermission(scope, `Daily${id}Permission`, {
      action: 'lambda:InvokeFunction', functionName: sub(`\${${id}}`), principal: 'events.amazonaws.com', sourceArn: rule.attrArn,
    });
  }
}

/** A push that a path filter missed delays a delivery by a day at most: each hour, some of the pipelines with path filters are started. */
function checkHourly(scope: Construct) {
  const event: HourlyEvent = { hourly: true };
  const rule = new CfnRule(scope, 'HourlyRule', {
    name: sub(moduleStackName(SOLUTION, 'core-hourly')),
    description: 'Starts pipelines that may have missed a push, each once a day',
    scheduleExpression: 'rate(1 hour)',
    targets: [{ id: 'Ensure', arn: sub('${Ensure.Arn}'), input: JSON.stringify(event) }],
  });
  new CfnPermission(scope, 'HourlyEnsurePermission', {
    action: 'lambda:InvokeFunction', functionName: sub('${Ensure}'), principal: 'events.amazonaws.com', sourceArn: rule.attrArn,
  });
}
