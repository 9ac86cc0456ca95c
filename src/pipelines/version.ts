import { readFileSync } from 'fs';
import { join } from 'path';
import { CfnParameter } from 'aws-cdk-lib/aws-ssm';
import { Construct } from 'constructs';
import { sub } from './permissions';
import { corePath } from '../model/names';

/**
 * Stores the version of this package that the solution was installed with. Only one stack can own the parameter, so a one-time installation
 * cannot be deployed over a core that has its pipelines.
 */
export const defineVersion = (scope: Construct, solution: string) =>
  new CfnParameter(scope, 'ValueVersion', { name: sub(corePath(solution, 'version')), type: 'String', value: packageVersion() });

const packageVersion = (): string => JSON.parse(readFileSync(join(__dirname, '..', '..', 'package.json'), 'utf8')).version;
