export type Properties = Readonly<Record<string, unknown>>;

export interface Resource {
  readonly Type: string;
  readonly Properties?: Properties;
  readonly DependsOn?: string | readonly string[];
  readonly DeletionPolicy?: 'Delete';
  readonly UpdateReplacePolicy?: 'Delete';
}

/** Resources that are created, changed, tagged and deleted as one stack. */
export interface TypeCase {
  /** Part of the names of its check and its stack. */
  readonly name: string;
  /** By logical id. Ids are unique over all cases, as names are derived from them. */
  readonly resources: Readonly<Record<string, Resource>>;
  /** Why it is tried only on AWS. */
  readonly onlyOnAws?: string;
  /** Properties that the change sets, by logical id. */
  readonly change: Readonly<Record<string, Properties>>;
}

export const resource = (Type: string, Properties: Properties = {}, more: Omit<Resource, 'Type' | 'Properties'> = {}): Resource => ({ Type, Properties, ...more });

/** A resource with data, which this run deletes with its stack. */
export const deleted = (Type: string, Properties: Properties = {}): Resource => resource(Type, Properties, { DeletionPolicy: 'Delete', UpdateReplacePolicy: 'Delete' });

export const ref = (id: string) => ({ Ref: id });
export const att = (id: string, name = 'Arn') => ({ 'Fn::GetAtt': [id, name] });
export const sub = (text: string) => ({ 'Fn::Sub': text });

export const policy = (Action: string | readonly string[], Resource: unknown, more: Properties = {}) => ({
  Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action, Resource, ...more }],
});

/** A role that a service takes on. */
export const role = (service: string, actions: readonly string[], on: unknown): Resource => resource('AWS::IAM::Role', {
  AssumeRolePolicyDocument: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: { Service: `${service}.amazonaws.com` }, Action: 'sts:AssumeRole' }] },
  Policies: [{ PolicyName: 'own', PolicyDocument: policy(actions, on) }],
});

/** All types of the resources of cases. */
export const typesIn = (cases: readonly TypeCase[]): string[] =>
  [...new Set(cases.flatMap(({ resources }) => Object.values(resources).map(({ Type }) => Type)))].sort();
