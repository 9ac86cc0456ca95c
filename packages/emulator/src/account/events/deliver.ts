import type { Account } from '../account';
import { sessionOf } from '../sessions';
import { inputFor } from './input';
import { matches, parsePattern, Pattern } from './pattern';
import type { EventEnvelope, EventsState, Rule, Target } from './state';

const SERVICE = 'events.amazonaws.com';

/** Delivers an event to the targets of every rule that it matches. */
export async function deliver(account: Account, { rules }: EventsState, event: EventEnvelope): Promise<void> {
  const matching = Object.values(rules).filter(rule => rule.eventPattern && matches(compiled(rule.eventPattern), event));
  const times = account.faults?.deliveriesOf(event) ?? 1;
  for (let i = 0; i < times; i++) {
    for (const rule of matching) await deliverTo(account, rule, event);
  }
}

const patterns = new Map<string, Pattern>();

function compiled(text: string): Pattern {
  const pattern = patterns.get(text) ?? parsePattern(text);
  patterns.set(text, pattern);
  return pattern;
}

/** Delivers an event to a rule's targets. Failures are recorded, since no caller waits for them. */
export async function deliverTo(account: Account, rule: Rule, event: EventEnvelope): Promise<void> {
  if (rule.state === 'DISABLED') return;
  for (const target of Object.values(rule.targets)) {
    try {
      await send(account, rule, target, inputFor(target, rule, event), `event:${event['detail-type']}`);
    } catch (error) {
      account.failures.push(new Error(`rule ${rule.name} could not deliver '${event['detail-type']}' to ${target.Arn}: ${(error as Error).message}`, { cause: error }));
    }
  }
}

/** A target with a role is called with its permissions, others by EventBridge itself, which their own policies allow. */
async function send(account: Account, rule: Rule, { Arn, RoleArn }: Target, input: string, cause: string): Promise<void> {
  const caller = RoleArn === undefined ? SERVICE : sessionOf(account, SERVICE, RoleArn, rule.name);
  const call = { cause, caller, sourceArn: rule.arn };
  const [, , service, , , ...resource] = Arn.split(':');
  switch (service) {
    case 'codepipeline': return account.call('codepipeline', 'StartPipelineExecution', { name: resource.join(':'), ...overrides(input) }, call);
    case 'lambda': return account.call('lambda', 'Invoke', { FunctionName: Arn, InvocationType: 'Event', Payload: Buffer.from(input) }, call);
    case 'sns': return account.call('sns', 'Publish', { TopicArn: Arn, Message: input }, call);
    default: throw account.unknownOperation('events', `deliver to ${Arn}`);
  }
}

/** A pipeline takes variables and source revisions from its input, and ignores everything else. */
function overrides(input: string): { variables?: unknown; sourceRevisions?: unknown } {
  try {
    const { variables, sourceRevisions } = JSON.parse(input);
    return { variables, sourceRevisions };
  } catch {
    return {};
  }
}
