import { randomUUID } from 'crypto';
import type { Account, AccountEvent } from '../account';
import { AwsError } from '../aws-error';
import type { Operation } from '../service';
import { deliver, deliverTo } from './deliver';
import { isObject, matches, parsePattern } from './pattern';
import { checkBus, EventEnvelope, EventsState, ruleIn } from './state';

const MOST_ENTRIES = 10;

export function busOperations(account: Account, state: EventsState): Record<string, Operation> {
  const envelope = ({ source, detailType, detail, resources = [] }: AccountEvent, time = new Date()): EventEnvelope => ({
    'version': '0',
    'id': randomUUID(),
    'detail-type': detailType,
    source,
    'account': account.accountId,
    'time': time.toISOString().replace(/\.\d+Z$/, 'Z'),
    'region': account.region,
    resources,
    detail,
  });

  const accept = ({ Source, DetailType, Detail, Resources, Time, EventBusName }: any) => {
    try {
      checkBus(EventBusName);
    } catch {
      // EventBridge accepts an event for a bus that does not exist, and drops it.
      return { EventId: randomUUID() };
    }
    const missing = !Source ? 'Source' : !DetailType ? 'DetailType' : !Detail ? 'Detail' : undefined;
    if (missing) return { ErrorCode: 'InvalidArgument', ErrorMessage: `Parameter ${missing} is not valid. Reason: ${missing} is a required argument.` };
    if (Source.startsWith('aws.')) return { ErrorCode: 'NotAuthorizedForSource', ErrorMessage: 'Not authorized for the source.' };
    const detail = parse(Detail);
    if (!isObject(detail)) return { ErrorCode: 'MalformedDetail', ErrorMessage: 'Detail is malformed.' };
    const event = envelope({ source: Source, detailType: DetailType, detail, resources: Resources }, Time);
    account.later(() => deliver(account, state, event));
    return { EventId: event.id };
  };

  return {
    PutEvents({ Entries }) {
      if (Entries.length > MOST_ENTRIES) {
        throw new AwsError('ValidationException', `1 validation error detected: Value at 'entries' failed to satisfy constraint: Member must have length less than or equal to ${MOST_ENTRIES}`);
      }
      const results: { ErrorCode?: string }[] = Entries.map(accept);
      return { Entries: results, FailedEntryCount: results.filter(({ ErrorCode }) => ErrorCode).length };
    },

    TestEventPattern({ EventPattern, Event }) {
      const event = parse(Event);
      if (!isObject(event)) throw new AwsError('ValidationException', 'Parameter Event is not valid.');
      return { Result: matches(parsePattern(EventPattern), event) };
    },

    DescribeEventBus({ Name }) {
      checkBus(Name);
      return { Name: 'default', Arn: account.arn('events', 'event-bus/default') };
    },

    ListEventBuses: () => ({ EventBuses: [{ Name: 'default', Arn: account.arn('events', 'event-bus/default') }] }),

    /** Internal: an event of one of the account's services. */
    Publish: (event: AccountEvent) => deliver(account, state, envelope(event)),

    /** Internal: triggers a scheduled rule. */
    async FireSchedule({ Name }) {
      const rule = ruleIn(state, Name);
      if (!rule.schedule) throw new AwsError('ValidationException', `rule ${Name} has no schedule`);
      await deliverTo(account, rule, envelope({ source: 'aws.events', detailType: 'Scheduled Event', detail: {}, resources: [rule.arn] }));
    },
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
