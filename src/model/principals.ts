import { isObject } from './json';
import { isOwnAttribute, ownAttribute, type TemplateReader, UNREADABLE } from './template-reader';

/**
 * Operators and keys of conditions that limit a statement to an account. An operator that is also met if the key is missing does not.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
const OPERATORS = /^(ForAnyValue:)?(String(Equals|EqualsIgnoreCase|Like)|Arn(Equals|Like))$/i;
const ACCOUNTS = /^(aws:(PrincipalAccount|SourceAccount|SourceOwner)|kms:CallerAccount)$/i;
const ARNS = /^aws:(PrincipalArn|SourceArn)$/i;

/** The provider of identities of all identity pools of all accounts, and the key of a condition that names a pool. */
const IDENTITIES = 'cognito-identity.amazonaws.com';
const POOL = RegExp(`^${IDENTITIES}:aud$`, 'i');

/** A service, such as `iot.amazonaws.com`, acts for the resources of an account. */
const SERVICE = /^[a-z0-9.-]+\.amazonaws\.com(\.cn)?$/;

/** A wildcard before the account of an ARN. In a text it may stand for several parts, in an ARN it does not. */
const EARLY_WILDCARD = /^([^:]*:){0,3}[^:]*[*?]/;

const membersOf = (value: unknown) => Object.entries(isObject(value) ? value : {});

/**
 * Whom of its principals a statement trusts that is not of the account, unless its conditions limit it to the account.
 *
 * @param account id of the account, or what stands for it
 */
export function strangersIn(principal: unknown, condition: unknown, account: string, read: TemplateReader['read']): string[] {
  const isArn = (value: unknown) => typeof value === 'string' && value.startsWith('arn:') && value.split(':')[4] === account;
  const isOwn = (value: unknown) => String(value) === account || isArn(value) || SERVICE.test(String(value))
    || ['Role', 'User'].some(type => value === ownAttribute(`AWS::IAM::${type}`, 'Arn'));

  const strangers = (value: unknown, kind: string): string[] => {
    const found = read(value);
    if (Array.isArray(found)) return found.flatMap(item => strangers(item, kind));
    if (isObject(found)) return Object.entries(found).flatMap(([name, members]) => strangers(members, name.toLowerCase()));
    if (found === undefined || kind === 'service' || kind === 'aws' && isOwn(found)) return [];
    return [found === UNREADABLE ? 'a principal known only when it is deployed' : found === '*' ? 'everyone' : String(found)];
  };

  /** Whether the condition requires one of the keys to have one of the values that are right. */
  const requires = (keys: RegExp, isRight: (value: unknown, isText: boolean) => boolean) =>
    membersOf(read(condition)).some(([operator, tests]) => OPERATORS.test(operator) && membersOf(read(tests)).some(([key, given]) => {
      const values = [read(given)].flat();
      return keys.test(key) && values.length > 0 && values.every(value => isRight(read(value), /^(ForAnyValue:)?String/i.test(operator)));
    }));

  const found = strangers(principal, 'aws');
  if (!found.length || requires(ACCOUNTS, value => String(value) === account)) return [];
  if (requires(ARNS, (value, isText) => isOwnAttribute(value) || isArn(value) && !(isText && EARLY_WILDCARD.test(String(value))))) return [];
  return requires(POOL, value => value === ownAttribute('AWS::Cognito::IdentityPool', 'Ref')) ? found.filter(name => name !== IDENTITIES) : found;
}
