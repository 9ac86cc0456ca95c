import { AwsError } from '../aws-error';
import { page } from '../page';
import type { Operation } from '../service';
import { isJson } from './input';
import { checkBus, EventsState, ruleIn, Target } from './state';

const MOST_TARGETS = 5;

export function targetOperations(state: EventsState): Record<string, Operation> {
  return {
    PutTargets({ Rule, EventBusName, Targets }) {
      const { targets } = ruleIn(state, Rule, EventBusName);
      (Targets as Target[]).forEach(checkTarget);
      const ids = new Set([...Object.keys(targets), ...(Targets as Target[]).map(({ Id }) => Id)]);
      if (ids.size > MOST_TARGETS) {
        throw new AwsError('LimitExceededException', `The requested resource exceeds the maximum number allowed: ${MOST_TARGETS} targets of a rule.`);
      }
      for (const target of Targets as Target[]) targets[target.Id] = target;
      return { FailedEntryCount: 0, FailedEntries: [] };
    },

    RemoveTargets({ Rule, EventBusName, Ids }) {
      const { targets } = ruleIn(state, Rule, EventBusName);
      const missing = (Ids as string[]).filter(id => !targets[id]);
      for (const id of Ids) delete targets[id];
      return {
        FailedEntryCount: missing.length,
        FailedEntries: missing.map(id => ({ TargetId: id, ErrorCode: 'ResourceNotFoundException', ErrorMessage: `Target ${id} does not exist on rule ${Rule}.` })),
      };
    },

    ListTargetsByRule({ Rule, EventBusName, NextToken, Limit = 100 }) {
      const all = Object.values(ruleIn(state, Rule, EventBusName).targets);
      const { items, next } = page(all, { key: ({ Id }) => Id, token: NextToken, limit: Limit, error: 'ValidationException' });
      return { Targets: items, NextToken: next };
    },

    ListRuleNamesByTarget({ TargetArn, EventBusName }) {
      checkBus(EventBusName);
      const rules = Object.values(state.rules).filter(({ targets }) => Object.values(targets).some(({ Arn }) => Arn === TargetArn));
      return { RuleNames: rules.map(({ name }) => name).sort() };
    },
  };
}

function checkTarget({ Id, Arn, Input, InputPath, InputTransformer }: Target): void {
  if (!/^arn:[^:]+:[^:]+:/.test(Arn)) throw new AwsError('ValidationException', `Parameter ${Arn} is not valid. Reason: Provided Arn is not in correct format.`);
  if ([Input, InputPath, InputTransformer].filter(each => each !== undefined).length > 1) {
    throw new AwsError('ValidationException', `Only one of Input, InputPath, or InputTransformer must be provided for target ${Id}.`);
  }
  if (Input !== undefined && !isJson(Input)) throw new AwsError('ValidationException', `JSON syntax error in input for target ${Id}.`);
}
