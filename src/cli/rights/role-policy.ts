import { isObject } from '../../model/json';
import type { PolicyDocument, Statement } from '@cv-insync/emulator/iam';

export const ACCOUNT = '111122223333';
export const REGION = 'us-east-1';
const AWS_VALUES: Readonly<Record<string, string>> = { 'AWS::Partition': 'aws', 'AWS::Region': REGION, 'AWS::AccountId': ACCOUNT };

/** A statement of an entry's `permissions`. */
export interface Granted {
  readonly actions: readonly string[];
  readonly resources: readonly string[];
}

/** The policies of the role that deploys a module, from the template of its delivery and what its entry's `permissions` add. */
export function deployPolicies(template: any, parameters: Readonly<Record<string, string>>, granted: readonly Granted[] = []): PolicyDocument[] {
  const { Policies } = template.Resources.DeployRole.Properties;
  const documents = Policies.map(({ PolicyDocument: document }: any) => filled(document, parameters)) as PolicyDocument[];
  return [...documents, ...granted.length ? [{ Version: '2012-10-17', Statement: granted.map(statementOf) }] : []];
}

/** The permissions boundary of the roles that a module defines, from the template of its delivery and what its entry's `permissions` add. */
export function boundaryPolicy(template: any, parameters: Readonly<Record<string, string>>, granted: readonly Granted[] = []): PolicyDocument {
  const document = filled(template.Resources.Boundary.Properties.PolicyDocument, parameters) as { Statement: Statement[] };
  return { Version: '2012-10-17', Statement: [...document.Statement, ...granted.map(statementOf)] };
}

const statementOf = ({ actions, resources }: Granted): Statement => ({ Effect: 'Allow', Action: actions, Resource: resources });

/** A value of the template with its parameters, in some account and region. Conditional statements are left out. */
function filled(value: unknown, parameters: Readonly<Record<string, string>>): unknown {
  if (Array.isArray(value)) return value.map(member => filled(member, parameters)).filter(member => member !== undefined);
  if (!isObject(value)) return value;
  const valueOf = (name: string) => AWS_VALUES[name] ?? parameters[name] ?? `(${name})`;
  if ('Fn::If' in value) return undefined;
  if (typeof value.Ref === 'string') return valueOf(value.Ref);
  const text = value['Fn::Sub'];
  if (text !== undefined) return String(Array.isArray(text) ? text[0] : text).replace(/\$\{([\w:]+)\}/g, (_, name: string) => valueOf(name));
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, filled(member, parameters)]));
}
