import { readFileSync } from 'fs';
import { join } from 'path';
import { Validations } from 'aws-cdk-lib';
import { CfnFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { ENVIRONMENT } from '../../registry/environment';
import { FunctionId, functionName, FUNCTIONS, moduleStackName, pipelineName, requiresPath } from '../../registry/names';
import { writeLogs } from '../grants';
import { coreRoleName, logGroupName } from '../names';
import { arn, parameterArn, serviceRole, stackArn } from '../permissions';
import { CoreSettings } from './settings';

const ASSETS = join(__dirname, '..', '..', '..', 'assets', 'functions');

/** Longest that one call may take. Whoever waits longer is called again by the pipeline. */
const TIMEOUT_IN_SECONDS = 300;

/** The functions that pipelines call: their code is part of the template, so that the core needs no asset bucket. */
export function defineFunctions(scope: Construct, settings: CoreSettings) {
  const { solution, core } = settings;
  const role = defineRole(scope, solution);
  for (const id of FUNCTIONS) {
    const resource = new CfnFunction(scope, id[0].toUpperCase() + id.slice(1), {
      functionName: functionName(solution, id),
      description: DESCRIPTIONS[id],
      runtime: 'nodejs22.x',
      handler: 'index.handler',
      code: { zipFile: readFileSync(join(ASSETS, `${id}.js`), 'utf8') },
      role: role.attrArn,
      timeout: TIMEOUT_IN_SECONDS,
      memorySize: 256,
      environment: { variables: { [ENVIRONMENT.solution]: solution, [ENVIRONMENT.core]: core.map(({ name }) => name).join(',') } },
      loggingConfig: { logGroup: logGroupName(solution), logFormat: 'JSON' },
    });
    Validations.of(resource).acknowledge({ id: 'AwsSolutions-L1', reason: 'The handlers are bundled for and tested with this version, which AWS supports until 2027.' });
  }
}

const DESCRIPTIONS: Readonly<Record<FunctionId, string>> = {
  gate: 'Lets a module be deployed once what it consumes is there',
  verify: 'Waits until what was changed is delivered',
  ensure: 'Starts the module-definition pipeline if it is due',
  announce: 'Starts the consumers of outputs that have changed',
};

function defineRole(scope: Construct, solution: string) {
  return serviceRole(scope, 'FunctionRole', {
    name: coreRoleName(solution, 'functions'),
    service: 'lambda.amazonaws.com',
    permissions: [
      writeLogs(logGroupName(solution)),
      {
        actions: ['codepipeline:ListPipelines', 'codepipeline:PutJobFailureResult', 'codepipeline:PutJobSuccessResult'],
        resources: ['*'],
        because: 'AWS knows no narrower resource for these actions; a job is answered only by who was given its id',
      },
      {
        actions: [
          'codepipeline:GetPipelineExecution', 'codepipeline:GetPipelineState', 'codepipeline:ListActionExecutions', 'codepipeline:ListPipelineExecutions',
          'codepipeline:StartPipelineExecution',
        ],
        resources: [arn('codepipeline', pipelineName(solution, '*'))],
        because: 'modules come and go; the name of each pipeline of the solution ends with its name',
      },
      {
        actions: ['ssm:GetParameter', 'ssm:GetParameters', 'ssm:GetParametersByPath'],
        resources: [parameterArn(`/${solution}/*`)],
        because: 'the functions decide by the whole registry of the solution',
      },
      { actions: ['ssm:PutParameter'], resources: [parameterArn(requiresPath(solution, '*'))], because: 'the gate notes for each module what it requires' },
      {
        actions: ['cloudformation:DeleteStack', 'cloudformation:DescribeStacks'],
        resources: [stackArn(moduleStackName(solution, '*'))],
        because: 'the gate clears the stack of a module whose first deployment failed; ids of stacks end with random parts',
      },
    ],
  });
}

