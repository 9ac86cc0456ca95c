import type { Account, ServiceFactory } from '../account';
import { perAccount } from '../per-account';
import { busOperations } from './bus';
import { ruleOperations } from './rules';
import type { EventsState } from './state';
import { targetOperations } from './targets';

const eventsStateOf = perAccount<EventsState>(() => ({ rules: {} }));

/** EventBridge: the default bus, its rules and targets. */
export const eventsService: ServiceFactory = account => {
  const state = eventsStateOf(account);
  return { state, operations: { ...ruleOperations(account, state), ...targetOperations(state), ...busOperations(account, state) } };
};

/** Triggers a scheduled rule. The account has no clock that does. */
export async function fireSchedule(account: Account, ruleName: string): Promise<void> {
  await account.call('events', 'FireSchedule', { Name: ruleName });
}

/** Triggers every rule with a daily schedule, one after the other. */
export async function fireDaily(account: Account): Promise<void> {
  const { Rules } = await account.call('events', 'ListRules', {});
  for (const { Name, ScheduleExpression } of Rules) if (ScheduleExpression === 'rate(1 day)') await fireSchedule(account, Name);
}
