import type { Notification, Report, StackChanges } from './report';
import type { Account, Observation, StackVisit } from '@cv-insync/emulator';

export interface StackState {
  readonly id: string;
  readonly name: string;
  readonly status: string;
  readonly updated?: number;
}

/** The stacks that an account has now. */
export async function stacksOf(account: Account): Promise<StackState[]> {
  const stacks = await all(account, 'cloudformation', 'DescribeStacks', 'Stacks', 'NextToken');
  return stacks
    .filter(({ StackStatus }) => StackStatus !== 'DELETE_COMPLETE')
    .map(({ StackId: id, StackName: name, StackStatus: status, LastUpdatedTime: at }) =>
      ({ id, name, status, updated: at && new Date(at).getTime() }))
    .sort((a, b) => a.name < b.name ? -1 : 1);
}

/** Whether a stack exists, and not only a change set that would create it. */
const isThere = ({ status }: StackState) => status !== 'REVIEW_IN_PROGRESS';

/** The changes of stacks between two moments. */
export function stackChanges(old: readonly StackState[], now: readonly StackState[], visits: readonly StackVisit[]): StackChanges {
  const [before, after] = [old.filter(isThere), now.filter(isThere)];
  const created = after.filter(({ id }) => !before.some(other => other.id === id)).map(({ name }) => name);
  const deleted = before.filter(({ id }) => !after.some(other => other.id === id)).map(({ name }) => name);
  const updated = after.filter(({ id, updated: at }) => before.some(other => other.id === id && other.updated !== at)).map(({ name }) => name);
  const touched = new Set([...created, ...deleted, ...updated]);
  const left = new Set(visits.filter(({ changed, stack }) => !changed && !touched.has(stack)).map(({ stack }) => stack));
  return { created, updated, deleted, unchanged: after.map(({ name }) => name).filter(name => left.has(name)) };
}

/** Messages published since then to topics that still exist. */
export function notificationsSince(observation: Pick<Observation, 'messages'>, start: Date): Notification[] {
  return observation.messages().filter(({ time }) => time >= start)
    .map(({ topicArn, subject, message }) => ({ topic: topicArn.split(':').at(-1)!, ...subject !== undefined && { subject }, message }));
}

/** The contents of an account. */
export async function accountReport(account: Account): Promise<Report['account']> {
  const parameters = await all(account, 'ssm', 'GetParametersByPath', 'Parameters', 'NextToken', { Path: '/', Recursive: true });
  const pipelines = await all(account, 'codepipeline', 'ListPipelines', 'pipelines', 'nextToken');
  return {
    stacks: (await stacksOf(account)).map(({ name, status }) => ({ name, status })),
    pipelines: pipelines.map(({ name }) => name as string).sort(),
    parameters: Object.fromEntries(parameters.map(({ Name, Value }) => [Name, Value] as [string, string]).sort(([a], [b]) => a < b ? -1 : 1)),
  };
}

async function all(account: Account, service: string, operation: string, list: string, token: string, input: object = {}): Promise<any[]> {
  const items: any[] = [];
  let next: string | undefined;
  do {
    const page = await account.call(service, operation, { ...input, ...(next ? { [token]: next } : {}) });
    items.push(...page[list]);
    next = page[token];
  } while (next);
  return items;
}
