import { readFileSync } from 'fs';
import { join } from 'path';
import { Validations } from 'aws-cdk-lib';
import { CfnFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { sub } from './permissions';
import { ENVIRONMENT } from '../model/environment';
import { logGroupName, FunctionId, functionName, pascalCase } from '../model/names';

const ASSETS = join(__dirname, '..', '..', 'assets', 'functions');

/** The maximum of Lambda. Jobs are answered well before it. */
const TIMEOUT_IN_SECONDS = 900;

export interface PipelineFunctionProps {
  readonly solution: string;
  /** Names of the core modules, separated by commas. */
  readonly coreModules: string;
  readonly role: string;
}

/** A function that pipelines invoke. Its code is inline in the template, so that it needs no asset bucket. */
export function pipelineFunction(scope: Construct, id: FunctionId, { solution, coreModules, role }: PipelineFunctionProps): CfnFunction {
  const resource = new CfnFunction(scope, pascalCase(id), {
    functionName: sub(functionName(solution, id)),
    description: DESCRIPTIONS[id],
    runtime: 'nodejs24.x',
    handler: 'index.handler',
    code: { zipFile: readFileSync(join(ASSETS, `${id}.js`), 'utf8') },
    role: sub(role),
    timeout: TIMEOUT_IN_SECONDS,
    memorySize: 256,
    environment: { variables: { [ENVIRONMENT.solution]: sub(solution), [ENVIRONMENT.core]: sub(coreModules) } },
    loggingConfig: { logGroup: sub(logGroupName(solution)), logFormat: 'JSON' },
  });
  Validations.of(resource).acknowledge({ id: 'AwsSolutions-L1', reason: 'The handlers are bundled for and tested with this version, which AWS supports until April 2028.' });
  return resource;
}

const DESCRIPTIONS: Readonly<Record<FunctionId, string>> = {
  inspect: 'Refuses what a module may not deploy',
  gate: 'Lets a module be deployed once what it consumes is there',
  verify: 'Waits until what was changed is delivered',
  ensure: 'Starts the module-definition pipeline if it is due',
  announce: 'Starts the consumers of outputs that have changed',
};
