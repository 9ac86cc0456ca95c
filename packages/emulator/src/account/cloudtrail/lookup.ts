import { createHash } from 'crypto';
import type { Account } from '../account';
import { AwsError } from '../aws-error';
import { page } from '../page';
import type { Refusal } from '../permissions';
import { codeOf } from '../permissions/refusal';

interface LookupInput {
  readonly LookupAttributes?: readonly { readonly AttributeKey: string; readonly AttributeValue: string }[];
  readonly StartTime?: number | Date;
  readonly EndTime?: number | Date;
  readonly MaxResults?: number;
  readonly NextToken?: string;
}

interface TrailEvent {
  readonly EventId: string;
  readonly EventName: string;
  readonly EventSource: string;
  readonly Username: string;
  readonly ReadOnly: string;
  readonly EventTime: number;
  readonly CloudTrailEvent: string;
}

const PAGE = 50;
const ATTRIBUTES = ['EventId', 'EventName', 'EventSource', 'ReadOnly', 'Username'] as const;

/** The events of the calls that IAM refused, newest first. Other calls are not recorded. */
export function lookupEvents(account: Account, { LookupAttributes = [], StartTime, EndTime, MaxResults = PAGE, NextToken }: LookupInput): object {
  if (LookupAttributes.length > 1) throw new AwsError('InvalidLookupAttributesException', 'You can specify only one lookup attribute.');
  if (MaxResults < 1 || MaxResults > PAGE) throw new AwsError('InvalidMaxResultsException', `A number of results from 1 to ${PAGE} is required.`);
  const attributes = LookupAttributes.map(({ AttributeKey, AttributeValue }) => ({ key: attribute(AttributeKey), value: AttributeValue }));
  const [from, to] = [seconds(StartTime) ?? 0, seconds(EndTime) ?? Infinity];
  const events = (account.permissions?.refusals ?? []).map((refusal, index) => eventOf(account, refusal, index)).reverse()
    .filter(({ EventTime }) => EventTime >= from && EventTime <= to)
    .filter(event => attributes.every(({ key, value }) => event[key] === value));
  const { items, next } = page(events, { key: ({ EventId }) => EventId, token: NextToken, limit: MaxResults, error: 'InvalidNextTokenException' });
  return { Events: items, NextToken: next };
}

function attribute(name: string): typeof ATTRIBUTES[number] {
  const found = ATTRIBUTES.find(each => each === name);
  if (!found) throw new AwsError('InvalidLookupAttributesException', `The lookup attribute ${name} is not supported, expected one of ${ATTRIBUTES.join(', ')}.`);
  return found;
}

const seconds = (time: number | Date | undefined) => time instanceof Date ? time.getTime() / 1000 : time;

/** {@link https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html}. */
function eventOf(account: Account, { principal, action, message, at }: Refusal, index: number): TrailEvent {
  const [service, eventName] = action.split(':');
  const [, role, session] = principal.split(':').at(-1)!.split('/');
  const EventTime = at.getTime() / 1000;
  const eventSource = `${service}.amazonaws.com`;
  const EventId = idOf(account, index);
  return {
    EventId,
    EventName: eventName,
    EventSource: eventSource,
    Username: session,
    ReadOnly: String(/^(Get|List|Describe|BatchGet|Head)/.test(eventName)),
    EventTime,
    CloudTrailEvent: JSON.stringify({
      eventVersion: '1.11',
      userIdentity: {
        type: 'AssumedRole',
        arn: principal,
        accountId: account.accountId,
        sessionContext: { sessionIssuer: { type: 'Role', arn: `arn:${account.partition}:iam::${account.accountId}:role/${role}`, accountId: account.accountId, userName: role } },
      },
      eventTime: `${at.toISOString().slice(0, 19)}Z`,
      eventSource,
      eventName,
      awsRegion: account.region,
      errorCode: codeOf(service),
      errorMessage: message,
      eventID: EventId,
      eventType: 'AwsApiCall',
      recipientAccountId: account.accountId,
    }),
  };
}

/** The same for the same refusal in each answer. */
function idOf({ accountId }: Account, index: number): string {
  const digest = createHash('sha256').update(`${accountId} ${index}`).digest('hex');
  return [8, 4, 4, 4, 12].reduce<{ parts: string[]; rest: string }>(({ parts, rest }, length) =>
    ({ parts: [...parts, rest.slice(0, length)], rest: rest.slice(length) }), { parts: [], rest: digest }).parts.join('-');
}
