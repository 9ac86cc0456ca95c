import type { Account } from '../account';
import { AwsError } from '../aws-error';
import { page } from '../page';
import type { Operation } from '../service';
import { filterOf } from './filter-pattern';
import { arnOf, eventId, groupIn, LogEvent, LogsState, LogStream, streamIn } from './state';

const PAGE = 10_000;

interface Span {
  readonly startTime?: number;
  readonly endTime?: number;
}

export function streamOperations(account: Account, state: LogsState): Record<string, Operation> {
  const described = (group: string, { name, created, events }: LogStream) => ({
    logStreamName: name,
    creationTime: created,
    firstEventTimestamp: events[0]?.timestamp,
    lastEventTimestamp: events[events.length - 1]?.timestamp,
    lastIngestionTime: events[events.length - 1]?.ingested,
    uploadSequenceToken: '0',
    arn: `${arnOf(account, group)}:log-stream:${name}`,
    storedBytes: 0,
  });

  return {
    CreateLogStream({ logGroupName, logStreamName }) {
      const { streams } = groupIn(state, logGroupName);
      if (Object.hasOwn(streams, logStreamName)) throw new AwsError('ResourceAlreadyExistsException', 'The specified log stream already exists');
      streams[logStreamName] = { name: logStreamName, created: Date.now(), events: [] };
    },

    DeleteLogStream({ logGroupName, logStreamName }) {
      const group = groupIn(state, logGroupName);
      delete group.streams[streamIn(group, logStreamName).name];
    },

    DescribeLogStreams({ logGroupName, logGroupIdentifier, logStreamNamePrefix = '', orderBy, descending, nextToken, limit = 50 }) {
      const { name, streams } = groupIn(state, logGroupName ?? logGroupIdentifier);
      const time = ({ events, created }: LogStream) => events[events.length - 1]?.timestamp ?? created;
      const all = Object.values(streams).filter(each => each.name.startsWith(logStreamNamePrefix))
        .sort((a, b) => orderBy === 'LastEventTime' ? time(a) - time(b) : a.name < b.name ? -1 : 1);
      if (descending) all.reverse();
      const { items, next } = page(all, { key: each => each.name, token: nextToken, limit, error: 'InvalidParameterException' });
      return { logStreams: items.map(each => described(name, each)), nextToken: next };
    },

    PutLogEvents({ logGroupName, logStreamName, logEvents }) {
      const stream = streamIn(groupIn(state, logGroupName), logStreamName);
      const given = logEvents as { timestamp: number; message: string }[];
      if (given.some(({ timestamp }, i) => i > 0 && timestamp < given[i - 1].timestamp)) {
        throw new AwsError('InvalidParameterException', 'Log events in a single PutLogEvents request must be in chronological order.');
      }
      const ingested = Date.now();
      const added = given.map(({ timestamp, message }): LogEvent => ({ count: ++state.written, timestamp, message, ingested }));
      const isLater = (stream.events.at(-1)?.timestamp ?? 0) <= (added[0]?.timestamp ?? 0);
      stream.events.push(...added);
      if (!isLater) stream.events.sort(inOrder);
      return { nextSequenceToken: '0' };
    },

    GetLogEvents({ logGroupName, logGroupIdentifier, logStreamName, nextToken, limit = PAGE, startFromHead, ...span }) {
      const stream = streamIn(groupIn(state, logGroupName ?? logGroupIdentifier), logStreamName);
      const events = stream.events.filter(event => within(event, span));
      const at = position(nextToken, startFromHead ? 0 : Math.max(events.length - limit, 0), limit);
      const shown = events.slice(at, at + limit);
      return { events: shown.map(published), nextForwardToken: `f/${at + shown.length}`, nextBackwardToken: `b/${at}` };
    },

    FilterLogEvents({ logGroupName, logGroupIdentifier, logStreamNames, logStreamNamePrefix = '', filterPattern, nextToken, limit = PAGE, ...span }) {
      const { streams } = groupIn(state, logGroupName ?? logGroupIdentifier);
      const isSelected = filterOf(filterPattern);
      const found = Object.values(streams)
        .filter(({ name }) => logStreamNames ? logStreamNames.includes(name) : name.startsWith(logStreamNamePrefix))
        .flatMap(({ name, events }) => events.filter(event => within(event, span) && isSelected(event.message)).map(event => ({ ...event, name })))
        .sort(inOrder);
      const { items, next } = page(found, { key: eventId, token: nextToken, limit, error: 'InvalidParameterException' });
      const events = items.map(event => ({ ...published(event), logStreamName: event.name, eventId: eventId(event) }));
      return { events, searchedLogStreams: [], nextToken: next };
    },
  };
}

const inOrder = (a: LogEvent, b: LogEvent) => a.timestamp - b.timestamp || a.count - b.count;

const published = ({ timestamp, message, ingested }: LogEvent) => ({ timestamp, message, ingestionTime: ingested });

function within({ timestamp }: LogEvent, { startTime = 0, endTime = Infinity }: Span): boolean {
  return timestamp >= startTime && timestamp < endTime;
}

function position(token: string | undefined, initial: number, limit: number): number {
  const [, direction, at] = /^([fb])\/(\d+)$/.exec(token ?? '') ?? [];
  if (!direction) return initial;
  return direction === 'f' ? Number(at) : Math.max(Number(at) - limit, 0);
}
