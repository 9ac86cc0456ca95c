import { isObject, parseJson } from './json';
import { strangersIn } from './principals';
import { functionOf, type TemplateReader, UNREADABLE } from './template-reader';

/** Members whose values are, or contain, principals: of statements of policies, of Lambda permissions, shares and endpoint services. */
const PRINCIPALS = /^(not|allowed)?principals?$/i;
/** Properties that policies are values of. */
const POLICY = /Policy(Document|Text)?$/;
/** What has principals of another kind: the certificates of things. */
const OTHERS = /^AWS::IoT::\w+PrincipalAttachment$/;
/** An API without a policy is open to everyone: its policy can only restrict that. */
const OPEN_TO_ALL = 'AWS::ApiGateway::RestApi';
const UNKNOWN = 'whom a policy names that is known only when it is deployed';
/** Lists of grantees outside of the account. */
const PUBLIC_ACLS = /^(PublicRead|PublicReadWrite|AuthenticatedRead|AwsExecRead)$/;

/**
 * Whom a resource trusts that is not a principal of the account: in policies of resources, trust policies of roles, and Lambda permissions.
 * What cannot be read counts, too.
 *
 * @param account id of the account, or what stands for it
 */
export function foreignPrincipals(resource: any, reader: TemplateReader, account: string): string[] {
  const { read } = reader;
  const { Type, Properties } = resource;
  const found = new Set<string>();

  const judge = (statement: Record<string, unknown>) => {
    const of = (pattern: RegExp) => Object.entries(statement).find(([key]) => pattern.test(key))?.[1];
    if (read(of(/^effect$/i)) === 'Deny') return;
    const condition = Type === 'AWS::Lambda::Permission'
      ? { StringEquals: { 'aws:SourceAccount': statement.SourceAccount }, ArnLike: { 'aws:SourceArn': statement.SourceArn } } : of(/^condition$/i);
    for (const [key, value] of Object.entries(statement)) {
      if (!PRINCIPALS.test(key)) continue;
      const strangers = /^not/i.test(key) ? ['everyone but some'] : strangersIn(value, condition, account, read);
      strangers.forEach(name => found.add(name));
    }
  };

  const walk = (value: unknown, key: string): void => {
    const known = read(value);
    if (known === UNREADABLE) {
      const [name, argument] = functionOf(value) ?? [];
      if (name === 'Fn::If') argument.slice(1).forEach((branch: unknown) => walk(branch, key));
      else if (POLICY.test(key)) found.add(UNKNOWN);
      else if (isObject(argument) || Array.isArray(argument)) walkMembers(argument, key);
    } else if (typeof known === 'string') {walkText(known, key);} else {walkMembers(known, key);}
  };
  const walkMembers = (value: unknown, key: string) => {
    if (Array.isArray(value)) value.forEach(item => walk(item, key));
    if (!isObject(value)) return;
    judge(value);
    Object.entries(value).forEach(([name, member]) => walk(member, name));
  };
  /** Policies can be texts. */
  const walkText = (text: string, key: string) => {
    if (!text.trimStart().startsWith('{')) return;
    const parsed = parseJson(text);
    if (parsed) walkMembers(parsed, key);
    else if (POLICY.test(key) || /principal/i.test(text)) found.add(UNKNOWN);
  };

  if (!OTHERS.test(Type)) {
    for (const [key, value] of Object.entries(Properties ?? {})) if (Type !== OPEN_TO_ALL || key !== 'Policy') walk(value, key);
    judge(Properties ?? {});
    if (PUBLIC_ACLS.test(String(read(Properties?.AccessControl)))) found.add('everyone (AccessControl)');
  }
  return [...found];
}
