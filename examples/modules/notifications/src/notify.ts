import { Owner, alertOf, parseRequest } from './alert';

/** What the module needs from AWS. Tests use an implementation in memory. */
export interface Dependencies {
  /** Ids of the users that own a vehicle, from the fleet's table. */
  ownersOf(vin: string): Promise<string[]>;
  /** An owner from the user pool; undefined if the user does not exist any more. */
  user(ownerId: string): Promise<Owner | undefined>;
  publish(topic: string, payload: string): Promise<void>;
  text(phone: string, text: string): Promise<void>;
}

export interface Sent {
  readonly vin: string;
  readonly published?: string;
  readonly texted: number;
}

/** Sends all messages of a request, and then fails if any of them could not be sent. */
export async function notify(event: unknown, dependencies: Dependencies): Promise<Sent> {
  const request = parseRequest(event);
  const { vin, message } = request;
  const [owners, failures] = message.mobile === undefined ? [[], []] : await ownersOf(vin, dependencies);
  const { publish, texts } = alertOf(request, owners);

  const results = await Promise.allSettled([
    ...publish ? [dependencies.publish(publish.topic, publish.payload)] : [],
    ...texts.map(({ phone, text }) => dependencies.text(phone, text)),
  ]);
  failures.push(...reasonsOf(results));
  if (failures.length > 0) throw new AggregateError(failures, `not all messages about ${vin} were sent (${failures.length} failed): ${failures[0]}`);
  return { vin, published: publish?.topic, texted: texts.length };
}

/** The owners that could be read, and the errors of others: the vehicle is alerted even if the fleet's table or the user pool is unavailable. */
async function ownersOf(vin: string, dependencies: Dependencies): Promise<[Owner[], unknown[]]> {
  const [ids] = await Promise.allSettled([dependencies.ownersOf(vin)]);
  if (ids.status === 'rejected') return [[], [ids.reason]];
  const users = await Promise.allSettled(ids.value.map(id => dependencies.user(id)));
  return [users.flatMap(user => user.status === 'fulfilled' && user.value ? [user.value] : []), reasonsOf(users)];
}

const reasonsOf = (results: readonly PromiseSettledResult<unknown>[]): unknown[] =>
  results.flatMap(result => result.status === 'rejected' ? [result.reason] : []);
