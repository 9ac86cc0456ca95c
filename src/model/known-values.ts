import { READS_PARAMETER } from './template-contract';

/** The values of parameters and pseudo parameters that are known before a template is deployed. */
export type KnownValues = (name: string) => unknown;

/**
 * @param given values from the template configuration; parameters of the registry have the names of parameters as values
 * @param deployer ARN of anything in the account and region of the deployment
 * @param registry values of the parameter store, by name
 */
export function knownValues(Parameters: any, given: any, deployer: string, registry: ReadonlyMap<string, string>): KnownValues {
  const [, partition,, region, account] = deployer.split(':');
  const pseudo: Record<string, string> = {
    'AWS::AccountId': account, 'AWS::Region': region, 'AWS::Partition': partition, 'AWS::URLSuffix': `amazonaws.com${partition === 'aws-cn' ? '.cn' : ''}`,
  };
  return name => {
    const { Type, Default } = Parameters[name] ?? {};
    const value = given[name] ?? Default;
    return pseudo[name] ?? (READS_PARAMETER.test(Type) ? registry.get(value) : value);
  };
}
