import type { Account } from '../../account';
import type { EventsState } from '../../events/state';
import type { FunctionState } from '../../lambda';
import type { SnsState } from '../../sns/state';
import type { Target, Targets } from '../asked';

/** Rules of the default bus, and the bus itself. */
export function eventsTargets(account: Account): Targets {
  const { rules } = account.stateOf('events') as EventsState;
  const ruleOf = (name: string): Target => ({ arn: account.arn('events', `rule/${name}`), tags: rules[name]?.tags });
  return (operation, input) => {
    if (operation === 'PutEvents') return [{ arn: account.arn('events', 'event-bus/default') }];
    if (operation === 'DescribeEventBus') return [{ arn: account.arn('events', `event-bus/${input.Name ?? 'default'}`) }];
    const name: string | undefined = input.Rule ?? input.Name ?? input.ResourceARN?.split('/').pop();
    return [name === undefined ? { arn: '*' } : ruleOf(name)];
  };
}

/** Functions with their resource policies. */
export function lambdaTargets(account: Account): Targets {
  const { functions } = account.stateOf('lambda') as FunctionState;
  return (_operation, { FunctionName, Resource }) => {
    const reference: string | undefined = FunctionName ?? Resource;
    if (reference === undefined) return [{ arn: '*' }];
    const name = reference.startsWith('arn:') ? reference.split(':')[6] : reference.split(':')[0];
    const found = functions[name];
    const statements = Object.values(found?.permissions ?? {});
    return [{
      arn: account.arn('lambda', `function:${name}`),
      tags: found?.tags,
      policy: statements.length ? JSON.stringify({ Version: '2012-10-17', Statement: statements }) : undefined,
    }];
  };
}

/** Topics with their policies; a subscription is a part of its topic. */
export function snsTargets(account: Account): Targets {
  const { topics } = account.stateOf('sns') as SnsState;
  return (_operation, { TopicArn, TargetArn, ResourceArn, SubscriptionArn, Name }) => {
    const arn: string | undefined = TopicArn ?? TargetArn ?? ResourceArn ?? SubscriptionArn?.split(':').slice(0, 6).join(':') ?? (Name && account.arn('sns', Name));
    return [arn === undefined ? { arn: '*' } : { arn, tags: topics[arn]?.tags, policy: topics[arn]?.attributes.Policy }];
  };
}
