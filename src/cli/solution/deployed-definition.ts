import type { OperatorAccount } from './operator-account';
import { modulesStackName } from '../../model/names';
import { readCoreValues } from '../../registry/core-values';
import type { Definition } from '../bundle/definition';
import type { Definitions } from '../bundle/stored-definitions';

/** The definition that the module-definition pipeline applies; undefined before that is deployed. */
export async function deployedDefinition(
  solution: string, { store, stacks }: Pick<OperatorAccount, 'store' | 'stacks'>, definitions: Definitions,
): Promise<Definition | undefined> {
  const key = (await stacks.find(modulesStackName(solution)))?.parameters.DefinitionKey;
  const { 'artifact-bucket': bucket } = await readCoreValues(store, solution, 'artifact-bucket');
  return key && bucket ? definitions.read(bucket, key) : undefined;
}
