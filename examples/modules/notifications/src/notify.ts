import { Owner, alertOf, parseRequest } from './alert';

/** What the module needs of the outside. */
export interface Outside {
  /** The users that own a vehicle, as the fleet has them. */
  ownersOf(vin: string): Promise<string[]>;
  /** What the user pool knows of an owner; nothing of one who is gone. */
  user(ownerId: string): Promise<Owner | undefined>;
  publish(topic: string, payload: string): Promise<void>;
  text(phone: string, text: string): Promise<void>;
}

export interface Sent {
  readonly vin: string;
  readonly published?: string;
  readonly texted: number;
}

/** Sends everything that a request asks for, then fails if any part of it could not be sent. */
export async function notify(event: unknown, outside: Outside): Promise<Sent> {
  const request = parseRequest(event);
  const { vin, message } = request;
  const [owners, failures] = message.mobile === undefined ? [[], []] : await ownersOf(vin, outside);
  const { publish, texts } = alertOf(request, owners);

  const results = await Promise.allSettled([
    ...publish ? [outside.publish(publish.topic, publish.payload)] : [],
    ...texts.map(({ phone, text }) => outside.text(phone, text)),
  ]);
  failures.push(...reasonsOf(results));
  if (failures.length > 0) throw new AggregateError(failures, `not everything about ${vin} was sent (${failures.length} failed): ${failures[0]}`);
  return { vin, published: publish?.topic, texted: texts.length };
}

/** The owners that could be found out, and why others could not: a vehicle is alerted although the fleet or the user pool is away. */
async function ownersOf(vin: string, outside: Outside): Promise<[Owner[], unknown[]]> {
  const [ids] = await Promise.allSettled([outside.ownersOf(vin)]);
  if (ids.status === 'rejected') return [[], [ids.reason]];
  const users = await Promise.allSettled(ids.value.map(id => outside.user(id)));
  return [users.flatMap(user => user.status === 'fulfilled' && user.value ? [user.value] : []), reasonsOf(users)];
}

const reasonsOf = (results: readonly PromiseSettledResult<unknown>[]): unknown[] =>
  results.flatMap(result => result.status === 'rejected' ? [result.reason] : []);
