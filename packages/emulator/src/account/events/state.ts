import { AwsError } from '../aws-error';

export interface Target {
  readonly Id: string;
  readonly Arn: string;
  readonly RoleArn?: string;
  readonly Input?: string;
  readonly InputPath?: string;
  readonly InputTransformer?: { readonly InputPathsMap?: Record<string, string>; readonly InputTemplate: string };
}

export interface Rule {
  readonly name: string;
  readonly arn: string;
  readonly eventPattern?: string;
  readonly schedule?: string;
  state: string;
  readonly description?: string;
  readonly roleArn?: string;
  readonly createdBy: string;
  readonly targets: Record<string, Target>;
  readonly tags: Record<string, string>;
}

export interface EventsState {
  readonly rules: Record<string, Rule>;
}

/** The account has only the default bus, which may be given by its ARN. */
export function checkBus(name: string | undefined): void {
  const short = name?.replace(/^arn:[^:]*:events:[^:]*:\d*:event-bus\//, '') ?? 'default';
  if (short !== 'default') throw new AwsError('ResourceNotFoundException', `Event bus ${short} does not exist.`);
}

export function ruleIn({ rules }: EventsState, name: string, bus?: string): Rule {
  checkBus(bus);
  if (Object.hasOwn(rules, name)) return rules[name];
  throw new AwsError('ResourceNotFoundException', `Rule ${name} does not exist on EventBus default.`);
}

/** A delivered event. */
export interface EventEnvelope {
  readonly 'version': '0';
  readonly 'id': string;
  readonly 'detail-type': string;
  readonly 'source': string;
  readonly 'account': string;
  readonly 'time': string;
  readonly 'region': string;
  readonly 'resources': readonly string[];
  readonly 'detail': object;
}
