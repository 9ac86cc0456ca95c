import type { Account } from '../account';
import { AwsError } from '../aws-error';

export interface Version {
  readonly version: number;
  readonly type: string;
  readonly value: string;
  readonly date: Date;
  readonly user: string;
  readonly description?: string;
  readonly allowedPattern?: string;
  readonly keyId?: string;
  readonly tier: string;
  readonly dataType: string;
  readonly policies?: string;
  labels: string[];
}

export interface Parameter {
  readonly name: string;
  /** Oldest first. */
  versions: Version[];
  tags: Record<string, string>;
}

export interface SsmState {
  /** By name with a leading slash. */
  readonly parameters: Record<string, Parameter>;
  /** Number of parameters in the standard tier. */
  standard: number;
}

const NAME_RULE = 'Parameter name: can\'t be prefixed with "ssm" (case-insensitive). If formed as a path, it can consist of sub-paths divided by slash symbol; '
  + 'each sub-path can be formed as a mix of letters, numbers and the following 3 symbols .-_';

/** `param` and `/param` name the same parameter. */
export const keyOf = (name: string) => name.startsWith('/') ? name : `/${name}`;

export const arnOf = (account: Account, name: string) => account.arn('ssm', `parameter${keyOf(name)}`);

export const latest = (parameter: Parameter) => parameter.versions[parameter.versions.length - 1];

export function notFound(name: string): AwsError {
  return new AwsError('ParameterNotFound', `Parameter ${name} not found.`);
}

/** Throws if a name is invalid. */
export function checkName(name: string): void {
  if (!/^[a-zA-Z0-9_.\-/]+$/.test(name) || name.includes('//') || (!name.startsWith('/') && name.includes('/')) || /^\/?ssm/i.test(name)) {
    throw new AwsError('ValidationException', NAME_RULE);
  }
}

export interface Reference {
  readonly name: string;
  readonly selector?: string;
  /** Whether the name was an ARN: then the response has the parameter's name, else the requested one. */
  readonly byArn: boolean;
}

/** Parses `name`, `name:version`, `name:label`, and the same with an ARN. */
export function parseReference(text: string): Reference {
  const arn = /^arn:[^:]*:ssm:[^:]*:\d*:parameter(\/[^:]*)(?::(.+))?$/.exec(text);
  if (arn) return { name: arn[1], selector: arn[2], byArn: true };
  const [name, selector] = text.split(':');
  checkName(name);
  return { name, selector, byArn: false };
}

/** The referenced version of a parameter: the newest, by number, or by label. */
export function select(parameter: Parameter, { name, selector }: Reference): Version {
  if (selector === undefined) return latest(parameter);
  const byNumber = /^\d+$/.test(selector);
  const found = parameter.versions.find(version => byNumber ? version.version === Number(selector) : version.labels.includes(selector));
  if (found) return found;
  const what = byNumber ? `version ${selector}` : `label ${selector}`;
  throw new AwsError('ParameterVersionNotFound', `Systems Manager could not find ${what} of ${name}. Verify the version and try again.`);
}

export interface ShowOptions {
  /** @default - the parameter's own name */
  readonly name?: string;
  readonly selector?: string;
  readonly decrypt?: boolean;
}

/** A parameter in the responses of `GetParameter`, `GetParameters` and `GetParametersByPath`. */
export function shown(account: Account, parameter: Parameter, version: Version, options: ShowOptions = {}) {
  const { type, value, date, dataType, keyId } = version;
  return {
    Name: options.name ?? parameter.name,
    Type: type,
    Value: type === 'SecureString' && !options.decrypt ? encrypted(keyId, value) : value,
    Version: version.version,
    LastModifiedDate: date,
    ARN: arnOf(account, parameter.name),
    DataType: dataType,
    Selector: options.selector && `:${options.selector}`,
  };
}

export function encrypted(keyId: string | undefined, value: string): string {
  return Buffer.from(`${keyId}:${Buffer.from(value).toString('hex')}`).toString('base64');
}
