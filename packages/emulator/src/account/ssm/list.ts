import type { Account } from '../account';
import { AwsError } from '../aws-error';
import { page } from '../page';
import type { Operation } from '../service';
import { arnOf, encrypted, keyOf, latest, notFound, Parameter, shown, SsmState, Version } from './parameter';

interface Filter {
  readonly Key: string;
  readonly Option?: string;
  readonly Values?: string[];
}

export function listOperations(account: Account, { parameters }: SsmState): Record<string, Operation> {
  const sorted = () => Object.keys(parameters).sort().map(key => parameters[key]);

  return {
    GetParametersByPath({ Path, Recursive, ParameterFilters, WithDecryption, MaxResults, NextToken }) {
      checkPath(Path);
      const filters: Filter[] = ParameterFilters ?? [];
      const unknown = filters.find(({ Key }) => !['Type', 'KeyId', 'Label'].includes(Key));
      if (unknown) throw invalidFilter(unknown.Key, 'Type, KeyId, Label');
      const label = filters.find(({ Key }) => Key === 'Label')?.Values;
      const found = sorted().filter(({ name }) => under(Path, keyOf(name), Recursive)).flatMap(parameter => {
        const version = label ? parameter.versions.find(({ labels }) => labels.some(each => label.includes(each))) : latest(parameter);
        return version && filters.every(filter => filter.Key === 'Label' || matches(filter, parameter, version)) ? [{ parameter, version }] : [];
      });
      const { items, next } = page(found, { key: ({ parameter }) => keyOf(parameter.name), token: NextToken, limit: limitOf(MaxResults, 10) });
      return { Parameters: items.map(({ parameter, version }) => shown(account, parameter, version, { decrypt: WithDecryption })), NextToken: next };
    },

    DescribeParameters({ ParameterFilters, Filters, MaxResults, NextToken }) {
      const filters: Filter[] = [...ParameterFilters ?? [], ...(Filters ?? []).map((filter: Filter) => ({ ...filter, Option: 'BeginsWith' }))];
      const found = sorted().filter(parameter => filters.every(filter => matches(filter, parameter, latest(parameter))));
      const { items, next } = page(found, { key: ({ name }) => keyOf(name), token: NextToken, limit: limitOf(MaxResults, 50) });
      return { Parameters: items.map(parameter => described(account, parameter, latest(parameter))), NextToken: next };
    },

    GetParameterHistory({ Name, WithDecryption, MaxResults, NextToken }) {
      const parameter = parameters[keyOf(Name)];
      if (!parameter) throw notFound(Name);
      const { items, next } = page(parameter.versions, { key: ({ version }) => String(version), token: NextToken, limit: limitOf(MaxResults, 50) });
      const entry = (version: Version) => {
        const { ARN: _, ...description } = described(account, parameter, version);
        const secret = version.type === 'SecureString' && !WithDecryption;
        return { ...description, Value: secret ? encrypted(version.keyId, version.value) : version.value, Labels: version.labels };
      };
      return { Parameters: items.map(entry), NextToken: next };
    },
  };
}

function checkPath(path: string): void {
  if (!path.startsWith('/')) {
    throw new AwsError('ValidationException', 'The parameter doesn\'t meet the parameter name requirements. The parameter name must begin with a forward slash "/". '
      + 'It can\'t be prefixed with "aws" or "ssm" (case-insensitive). It must use only letters, numbers, or the following symbols: . (period), - (hyphen), _ (underscore). '
      + 'Special characters are not allowed. All sub-paths, if specified, must use the forward slash symbol "/". Valid example: /get/parameters2-/by1./path0_.');
  }
}

function under(path: string, name: string, recursive = false): boolean {
  const prefix = path.endsWith('/') ? path : `${path}/`;
  return name.startsWith(prefix) && (recursive || !name.slice(prefix.length).includes('/'));
}

function limitOf(asked: number | undefined, most: number): number {
  if (asked === undefined) return most;
  if (asked >= 1 && asked <= most) return asked;
  throw new AwsError('ValidationException', `1 validation error detected: Value '${asked}' at 'maxResults' failed to satisfy constraint: `
    + `Member must have value ${asked < 1 ? 'greater than or equal to 1' : `less than or equal to ${most}`}`);
}

function matches({ Key, Option = 'Equals', Values = [] }: Filter, parameter: Parameter, version: Version): boolean {
  const compare = (text: string | undefined) => Values.some(value => text !== undefined && (
    Option === 'BeginsWith' ? text.startsWith(value) : Option === 'Contains' ? text.includes(value) : text === value));
  switch (Key) {
    case 'Name': return compare(parameter.name) || compare(keyOf(parameter.name));
    case 'Type': return compare(version.type);
    case 'KeyId': return compare(version.keyId);
    case 'Tier': return compare(version.tier);
    case 'DataType': return compare(version.dataType);
    case 'Label': return version.labels.some(compare);
    case 'Path': return Values.some(path => under(path, keyOf(parameter.name), Option === 'Recursive'));
  }
  if (!Key.startsWith('tag:')) throw invalidFilter(Key, 'tag:.+, Name, Type, KeyId, Path, Label, Tier, DataType');
  const tag = parameter.tags[Key.slice('tag:'.length)];
  return Values.length ? compare(tag) : tag !== undefined;
}

function invalidFilter(key: string, allowed: string): AwsError {
  return new AwsError('InvalidFilterKey', `The following filter key is not valid: ${key}. Valid filter keys include: [${allowed}].`);
}

function described(account: Account, { name }: Parameter, version: Version) {
  const { type, keyId, date, user, description, allowedPattern, tier, policies, dataType } = version;
  return {
    Name: name,
    ARN: arnOf(account, name),
    Type: type,
    KeyId: keyId,
    LastModifiedDate: date,
    LastModifiedUser: user,
    Description: description,
    AllowedPattern: allowedPattern,
    Version: version.version,
    Tier: tier,
    Policies: policies ? JSON.parse(policies).map((policy: object) => ({ PolicyText: JSON.stringify(policy), PolicyStatus: 'Pending' })) : [],
    DataType: dataType,
  };
}
