/**
 * Runs the IoT rules of a deployed solution: selects the rules that match a message and performs their actions. Actions use the services that the
 * test provides; a kind of action that no example uses is an error. Not implemented: policies of the connection, shadows, basic ingest,
 * and delivery more than once.
 */
import { randomUUID } from 'crypto';
import type { DeployedSolution } from './deploy';
import { matches, parseStatement, substitute } from './sql';
import type { Scope } from './sql-expressions';

/** Implementations of actions by their name in the template, for example `Lambda`. */
export type Actions = Readonly<Record<string, (settings: any, payload: unknown, scope: Scope) => Promise<void>>>;

export interface RuleFailure {
  readonly ruleName: string;
  readonly topic: string;
  readonly base64OriginalPayload: string;
  readonly failures: readonly { readonly failedAction: string; readonly errorMessage: string }[];
}

export class TopicRules {
  private readonly rules;

  constructor(solution: DeployedSolution, private readonly actions: Actions, private readonly now: () => number) {
    this.rules = solution.of('AWS::IoT::TopicRule').map(({ id, properties: { TopicRulePayload: payload } }) => {
      const { AwsIotSqlVersion: version } = payload;
      if (version !== '2016-03-23') throw new Error(`the rule ${id} is in version ${version} of IoT SQL, expected 2016-03-23`);
      const errorAction: object | undefined = payload.ErrorAction;
      return { id, statement: parseStatement(payload.Sql), actions: payload.Actions as object[], errorAction };
    });
  }

  async publish(topic: string, message: object): Promise<void> {
    const scope: Scope = { topic, message: JSON.parse(JSON.stringify(message)), now: this.now(), uuid: randomUUID };
    for (const { id, statement, actions, errorAction } of this.rules) {
      if (!matches(statement.from, topic)) continue;
      const payload = statement.select(scope);
      if (payload === undefined) continue;
      const results = await Promise.allSettled(actions.map(action => this.run(action, payload, scope)));
      const failures = results.flatMap((result, index) => result.status === 'rejected'
        ? [{ failedAction: Object.keys(actions[index])[0], errorMessage: String(result.reason.message) }] : []);
      if (!failures.length) continue;
      if (!errorAction) throw new Error(`the rule ${id} failed and has no error action: ${JSON.stringify(failures)}`);
      const failure: RuleFailure = { ruleName: id, topic, base64OriginalPayload: Buffer.from(JSON.stringify(message)).toString('base64'), failures };
      await this.run(errorAction, failure, scope);
    }
  }

  private async run(action: object, payload: unknown, scope: Scope): Promise<void> {
    const [[kind, settings]] = Object.entries(action);
    if (!this.actions[kind]) throw new Error(`the rule runner does not know the action ${kind}, expected one of ${Object.keys(this.actions).join(', ')}`);
    await this.actions[kind](filled(settings, scope), payload, scope);
  }
}

/** Settings with their `${...}` resolved. */
function filled(settings: any, scope: Scope): any {
  if (typeof settings === 'string') return substitute(settings, scope);
  if (typeof settings !== 'object' || settings === null) return settings;
  return Object.fromEntries(Object.entries(settings).map(([key, value]) => [key, filled(value, scope)]));
}
