import { Validations } from 'aws-cdk-lib';
import { CfnManagedPolicy } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { DENIED_TO_MODULES } from '../../model/boundary-actions';
import { boundaryName, directoryPath, moduleStackName } from '../../model/names';
import { arn, document, parameterArn, s3Arn, sub } from '../permissions';
import { KEY_ARN } from './settings';

/**
 * What the roles that a module defines cannot do, whatever their policies allow: administration, using the permissions of another role,
 * and reaching the solution's own resources.
 *
 * @param keys the solution's own keys
 */
export function defineBoundary(scope: Construct, solution: string, keys: readonly string[] = [KEY_ARN]) {
  const core = moduleStackName(solution, 'core-*');
  const policy = new CfnManagedPolicy(scope, 'Boundary', {
    managedPolicyName: sub(boundaryName(solution)),
    description: sub(`Limits the roles that modules of the solution ${solution} define`),
    policyDocument: document([
      { Effect: 'Allow', NotAction: [...DENIED_TO_MODULES], Resource: '*' },
      {
        Effect: 'Deny',
        Action: ['events:*', 'kms:*', 'lambda:*', 'logs:*', 's3:*', 'sns:*'],
        Resource: [
          arn('events', `rule/${core}`), ...keys, arn('lambda', `function:${core}`), arn('logs', `log-group:/${solution}/*`),
          s3Arn(core), s3Arn(moduleStackName(solution, 'assets-*')), arn('sns', core),
        ].map(text => sub(text)),
      },
      // Outputs of others may be read, but only deliveries write them. Only the core uses the directory, also that of another solution.
      {
        Effect: 'Deny',
        Action: ['ssm:AddTagsToResource', 'ssm:DeleteParameter', 'ssm:DeleteParameters', 'ssm:PutParameter'],
        Resource: [`/${solution}/*`, `${directoryPath('*')}/*`].map(path => sub(parameterArn(path))),
      },
      { Effect: 'Deny', Action: 'ssm:GetParameter*', Resource: sub(parameterArn(`${directoryPath(solution)}*`)) },
      // Listing a path returns everything below it, including parameters that are denied by name.
      { Effect: 'Deny', Action: 'ssm:GetParametersByPath', Resource: ['/', `/${solution}`, `/${solution}/`].map(path => sub(parameterArn(path))) },
    ]),
  });
  const reason = 'A boundary grants nothing: it only limits, so what it leaves to the policies of a role has to be wide.';
  for (const id of ['AwsSolutions-IAM5', 'CloudFormation-Validate::W2512']) Validations.of(policy).acknowledge({ id, reason });
}
