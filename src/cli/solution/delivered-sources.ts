import { installedModules } from './removal-plan';
import { deliveryStackName } from '../../model/names';
import type { DeliveredSource } from '../../model/registration';
import { mustBeDeleted } from '../../model/stack-status';
import type { DeployedStack } from '../aws/stacks';

/** What the deliveries of modules read. A delivery whose creation failed has delivered nothing. */
export function deliveredSources(solution: string, stacks: Iterable<DeployedStack>): Map<string, DeliveredSource> {
  const named = new Map([...stacks].map(stack => [stack.name, stack]));
  return new Map(installedModules(solution, named.values()).flatMap(module => {
    const { status, parameters } = named.get(deliveryStackName(solution, module))!;
    return mustBeDeleted(status) ? [] : [[module, sourceIn(parameters)] as const];
  }));
}

const sourceIn = ({ Repository, ConnectionArn, SourceBucket, SourceKey }: Readonly<Record<string, string>>): DeliveredSource =>
  SourceBucket ? { place: `s3:${SourceBucket}/${SourceKey}` } : { place: Repository, connectionArn: ConnectionArn || undefined };
