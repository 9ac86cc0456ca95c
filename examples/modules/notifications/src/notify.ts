import { Owner, alertOf, parseRequest } from './alert';

/** What the module needs of the outside. */
export interface Outside {
  ownersOf(vin: string): Promise<Owner[]>;
  publish(topic: string, payload: string): Promise<void>;
  text(phone: string, text: string): Promise<void>;
}

export interface Sent {
  readonly published?: string;
  readonly texted: number;
}

/** Sends everything that a request asks for, then fails if any part of it could not be sent. */
export async function notify(event: unknown, outside: Outside): Promise<Sent> {
  const request = parseRequest(event);
  const owners = request.message.mobile === undefined ? [] : await outside.ownersOf(request.vin);
  const { publish, texts } = alertOf(request, owners);

  const results = await Promise.allSettled([
    ...publish ? [outside.publish(publish.topic, publish.payload)] : [],
    ...texts.map(({ phone, text }) => outside.text(phone, text)),
  ]);
  const failures = results.filter(result => result.status === 'rejected').map(({ reason }) => reason);
  if (failures.length > 0) throw new AggregateError(failures, `${failures.length} of ${results.length} messages about ${request.vin} were not sent: ${failures[0]}`);
  return { published: publish?.topic, texted: texts.length };
}
