import type { Account } from '../account';
import { AwsError } from '../aws-error';
import { page } from '../page';
import type { Operation } from '../service';
import { addTags, removeTags, tagList, tagMap, Tags } from '../tags';
import { parsePattern } from './pattern';
import { checkBus, EventsState, Rule, ruleIn } from './state';

const MOST_RULES = 300;
const LONGEST_PATTERN = 4096;

export function ruleOperations(account: Account, state: EventsState): Record<string, Operation> {
  const { rules } = state;
  const tagsOf = (arn: string): Tags => {
    const rule = Object.values(rules).find(each => each.arn === arn);
    if (!rule) throw new AwsError('ResourceNotFoundException', `Rule ${arn} does not exist on EventBus default.`);
    return rule.tags;
  };

  return {
    PutRule({ Name, EventBusName, EventPattern, ScheduleExpression, State = 'ENABLED', Description, RoleArn, Tags: tags }, { caller }) {
      checkBus(EventBusName);
      if (!/^[.\-_A-Za-z0-9]{1,64}$/.test(Name)) {
        throw new AwsError('ValidationException', `1 validation error detected: Value '${Name}' at 'name' failed to satisfy constraint: `
          + 'Member must satisfy regular expression pattern: [\\.\\-_A-Za-z0-9]+ and have length less than or equal to 64');
      }
      if (!EventPattern && !ScheduleExpression) {
        throw new AwsError('ValidationException', 'Parameter(s) EventPattern or ScheduleExpression must be specified.');
      }
      if (EventPattern) checkPattern(EventPattern);
      if (ScheduleExpression) checkSchedule(ScheduleExpression);
      const existing = Object.hasOwn(rules, Name) ? rules[Name] : undefined;
      if (!existing && Object.keys(rules).length >= MOST_RULES) {
        throw new AwsError('LimitExceededException', `The requested resource exceeds the maximum number allowed: ${MOST_RULES} rules on an event bus.`);
      }
      const arn = account.arn('events', `rule/${Name}`);
      rules[Name] = {
        name: Name,
        arn,
        eventPattern: EventPattern,
        schedule: ScheduleExpression,
        state: State,
        description: Description,
        roleArn: RoleArn,
        createdBy: caller.split(':')[4],
        targets: existing?.targets ?? {},
        tags: existing?.tags ?? tagMap(tags),
      };
      return { RuleArn: arn };
    },

    DescribeRule: ({ Name, EventBusName }) => ({ ...described(ruleIn(state, Name, EventBusName)), CreatedBy: rules[Name].createdBy }),

    DeleteRule({ Name, EventBusName }) {
      checkBus(EventBusName);
      if (!Object.hasOwn(rules, Name)) return;
      if (Object.keys(rules[Name].targets).length) throw new AwsError('ValidationException', "Rule can't be deleted since it has targets.");
      delete rules[Name];
    },

    EnableRule({ Name, EventBusName }) {
      ruleIn(state, Name, EventBusName).state = 'ENABLED';
    },

    DisableRule({ Name, EventBusName }) {
      ruleIn(state, Name, EventBusName).state = 'DISABLED';
    },

    ListRules({ NamePrefix = '', EventBusName, NextToken, Limit = 100 }) {
      checkBus(EventBusName);
      const all = Object.values(rules).filter(({ name }) => name.startsWith(NamePrefix)).sort((a, b) => a.name < b.name ? -1 : 1);
      const { items, next } = page(all, { key: ({ name }) => name, token: NextToken, limit: Limit, error: 'ValidationException' });
      return { Rules: items.map(described), NextToken: next };
    },

    TagResource: input => addTags(tagsOf(input.ResourceARN), input.Tags),

    UntagResource: ({ ResourceARN, TagKeys }) => removeTags(tagsOf(ResourceARN), TagKeys),

    ListTagsForResource: ({ ResourceARN }) => ({ Tags: tagList(tagsOf(ResourceARN)) }),
  };
}

function described({ name, arn, eventPattern, schedule, state, description, roleArn }: Rule) {
  return {
    Name: name,
    Arn: arn,
    EventPattern: eventPattern,
    ScheduleExpression: schedule,
    State: state,
    Description: description,
    RoleArn: roleArn,
    EventBusName: 'default',
  };
}

function checkPattern(pattern: string): void {
  if (pattern.length > LONGEST_PATTERN) {
    throw new AwsError('ValidationException', `Parameter EventPattern is not valid: got ${pattern.length} characters, at most ${LONGEST_PATTERN} are allowed.`);
  }
  parsePattern(pattern);
}

function checkSchedule(expression: string): void {
  const rate = /^rate\((\d+) (minute|hour|day)(s?)\)$/.exec(expression);
  const valid = rate ? Number(rate[1]) > 0 && (rate[1] === '1') === (rate[3] === '') : /^cron\(\S+( \S+){5}\)$/.test(expression);
  if (!valid) throw new AwsError('ValidationException', 'Parameter ScheduleExpression is not valid.');
}
