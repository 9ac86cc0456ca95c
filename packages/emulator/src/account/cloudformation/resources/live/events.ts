import { unless, type Reader } from './reader';

export const rule: Reader = async ({ account, physicalId, properties: { EventBusName = 'default' } }) => {
  const Name = physicalId.split('|').pop()!;
  const found = await unless(['ResourceNotFoundException'], account.call('events', 'DescribeRule', { Name, EventBusName }));
  if (!found) return undefined;
  const { Targets } = await account.call('events', 'ListTargetsByRule', { Rule: Name, EventBusName });
  const { EventPattern, ScheduleExpression, State, Description, RoleArn } = found;
  return { Name, EventBusName, EventPattern, ScheduleExpression, State, Description, RoleArn, Targets };
};
