import { SOLUTION } from '../placed';
import { ACCOUNT, REGION } from '../request';
import { type AccessRequest, evaluate, type Policies, type PolicyDocument, type Statement } from '@cv-insync/emulator/iam';

/** A part of a statement that allows something: an action, or one of several resources or principals. */
export interface Right {
  /** Whose policy it is in: a role without the names of its solution and module, such as `core-gate` or `delivery-build`. */
  readonly holder: string;
  /** What tells the statement from others of its holder. */
  readonly statement: string;
  readonly part: 'Action' | 'NotAction' | 'Resource' | 'Principal';
  /** Of an action its name, of others their place in the list. */
  readonly value: string;
  /** What people read: the action, resource or principal. */
  readonly text: string;
}

export const idOf = ({ holder, statement, part, value }: Right): string => `${holder} | ${statement} | ${part} ${value}`;

const listOf = (value: any): any[] => value === undefined ? [] : [value].flat();

/** A right for people: statements with many actions by the first of them. */
export const labelOf = ({ holder, statement, part, text }: Right): string => {
  const [first, ...more] = statement.split(' ');
  return `${holder}: ${text}${part === 'Action' && !more.length ? '' : ` (in ${first}${more.length ? ` ... ${more[more.length - 1]}` : ''})`}`;
};

const placeless = (text: string): string => text.replaceAll(ACCOUNT, '<account>').replaceAll(REGION, '<region>').replaceAll(SOLUTION, '<s>');

/** Statements of one holder that look alike are told apart by their order. */
function keysOf({ Statement: statements }: PolicyDocument): string[] {
  const seen = new Map<string, number>();
  return listOf(statements).map((statement: Statement) => {
    const conditions = Object.entries(statement.Condition ?? {}).flatMap(([operator, keys]) => Object.keys(keys).map(key => ` ${operator}(${key})`)).sort();
    const look = [...listOf(statement.Action), ...listOf(statement.NotAction).map(action => `not ${action}`)].sort().join(' ') + conditions.join('');
    seen.set(look, (seen.get(look) ?? 0) + 1);
    return seen.get(look)! > 1 ? `${look} #${seen.get(look)}` : look;
  });
}

/** The principals of a statement, each with its kind. */
const principalsOf = (statement: Statement): string[] => typeof statement.Principal === 'string' ? []
  : Object.entries(statement.Principal ?? {}).flatMap(([kind, names]) => listOf(names).map(name => `${kind}:${name}`));

/** The rights of a policy. A statement with one resource has none of its resource: to remove that is to remove all of its actions. */
export function rightsIn(holder: string, document: PolicyDocument): Right[] {
  const keys = keysOf(document);
  return listOf(document.Statement).flatMap((each: Statement, at): Right[] => {
    if (each.Effect !== 'Allow') return [];
    const right = (part: Right['part'], value: string, text = value): Right => ({ holder, statement: keys[at], part, value, text });
    const principals = principalsOf(each);
    const resources = listOf(each.Resource);
    return [
      ...listOf(each.Action).map(action => right('Action', action)),
      ...each.NotAction ? [right('NotAction', 'all')] : [],
      ...resources.length > 1 ? resources.map((text, index) => right('Resource', String(index), placeless(text))) : [],
      ...principals.length > 1 ? principals.map((text, index) => right('Principal', String(index), placeless(text))) : [],
    ];
  });
}

/** A policy without a right. */
export function without(document: PolicyDocument, right: Right): PolicyDocument {
  const keys = keysOf(document);
  return { ...document, Statement: listOf(document.Statement).flatMap((each: Statement, at) => keys[at] === right.statement && each.Effect === 'Allow' ? remaining(each, right) : [each]) };
}

function remaining(statement: Statement, { part, value }: Right): Statement[] {
  if (part === 'NotAction') return [];
  if (part === 'Principal') {
    const left = principalsOf(statement).filter((_, index) => String(index) !== value).map(text => [text.slice(0, text.indexOf(':')), text.slice(text.indexOf(':') + 1)]);
    const kinds = [...new Set(left.map(([kind]) => kind))];
    return [{ ...statement, Principal: Object.fromEntries(kinds.map(kind => [kind, left.filter(([of]) => of === kind).map(([, name]) => name)])) }];
  }
  const left = listOf(statement[part]).filter((each, index) => part === 'Action' ? each !== value : String(index) !== value);
  return left.length ? [{ ...statement, [part]: left }] : [];
}

/** Whose policies a role's are, whatever its solution and its module: undefined for roles that modules define. */
export function holderOfRole(role: string): string | undefined {
  const core = /-(core-(?:apply|deliver|deploy|functions|gate|module-pipelines|modules-pipeline|pipeline|prepare|start))$/.exec(role);
  if (core) return core[1];
  const delivery = /-delivery-.+-(build|deploy)$/.exec(role);
  return delivery ? `delivery-${delivery[1]}` : undefined;
}

/** Whose policy a resource's is: the key's, the topic's, a function's, or the trust policy of a role. */
export function holderOfResource(arn: string): string | undefined {
  const [, , service, , , ...rest] = arn.split(':');
  const name = rest.join(':');
  if (service === 'kms') return name.startsWith('key/') ? 'key' : undefined;
  if (service === 'sns') return name.endsWith('-core-notifications') ? 'topic' : undefined;
  if (service === 'lambda') return /^function:.+-core-([a-z]+)$/.test(name) ? `function ${name.split('-').pop()}` : undefined;
  const role = service === 'iam' ? holderOfRole(name.replace(/^role\//, '')) : undefined;
  return role && `trust of ${role}`;
}

/** A pattern of actions, as a test of an action's name. */
function matches(pattern: string, action: string): boolean {
  return new RegExp(`^${pattern.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replace(/\*/g, '.*')}$`, 'i').test(action);
}

/** Whether a right may count for an action. The statement's text has all of its actions. */
const counts = ({ part, value, statement }: Right, action: string): boolean => part === 'NotAction'
  || (part === 'Action' ? [value] : statement.split(' ')).some(pattern => matches(pattern, action));

interface Candidate {
  readonly right: Right;
  /** The policies without it. */
  readonly left: Policies;
}

/** The rights in the policies of a request that may count for it. */
function candidates({ principal, action, resource }: AccessRequest, policies: Policies): Candidate[] {
  const role = /:assumed-role\/([^/]+)\//.exec(principal)?.[1];
  const of = (holder: string | undefined, document: PolicyDocument | undefined, left: (document: PolicyDocument) => Partial<Policies>) =>
    (holder && document ? rightsIn(holder, document) : []).filter(right => counts(right, action))
      .map(right => ({ right, left: { ...policies, ...left(without(document!, right)) } }));
  return [
    ...policies.identity.flatMap((each, at) =>
      of(role && holderOfRole(role), each, left => ({ identity: policies.identity.map((one, index) => index === at ? left : one) }))),
    ...of('boundary', policies.boundary, boundary => ({ boundary })),
    ...of(holderOfResource(resource), policies.resource, left => ({ resource: left })),
  ];
}

/** The rights without each of which a request that is allowed would be refused. */
export function necessaryFor(request: AccessRequest, policies: Policies, known: (right: Right) => boolean = () => false): Right[] {
  return candidates(request, policies).filter(({ right, left }) => !known(right) && !evaluate(request, left).allowed).map(({ right }) => right);
}

