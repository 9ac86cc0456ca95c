// `require` loads the file at its first use, and lets esbuild include it in the bundle.
/* eslint-disable @typescript-eslint/no-require-imports */
import { type AuthorizationFile, lazily } from './files';

export type AccessLevel = 'Read' | 'Write' | 'List' | 'Tagging' | 'Permissions management';

/** An action, as the Service Authorization Reference describes it. */
export interface ActionFact {
  /** With its service, for example `s3:GetObject`. */
  readonly action: string;
  readonly level: AccessLevel;
  /** What the action can be limited to; none if only `*` allows it. */
  readonly resourceTypes: ReadonlyArray<{ readonly name: string; readonly required: boolean }>;
  /** Keys of the service and `aws:` keys that the action supports; global keys are in every request besides. */
  readonly conditionKeys: readonly string[];
  /** Further actions that the caller needs. */
  readonly dependentActions: readonly string[];
}

/** A resource type that actions can be limited to. */
export interface ResourceTypeFact {
  readonly name: string;
  /** With variables, for example `arn:${Partition}:s3:::${BucketName}/${ObjectName}`. */
  readonly arn: string;
  readonly conditionKeys: readonly string[];
}

const LEVELS: Readonly<Record<string, AccessLevel>> = { R: 'Read', W: 'Write', L: 'List', T: 'Tagging', P: 'Permissions management' };

const file = lazily<AuthorizationFile>(() => require('./authorization.generated.json'));
const indexes = new Map<string, ReadonlyMap<string, string>>();

/** The IAM prefixes of all services. */
export const servicePrefixes = (): readonly string[] => Object.keys(file().services);

/** The names of a service's actions, without its prefix; none for a service that the reference does not have. */
export const actionsOfService = (service: string): readonly string[] => Object.keys(file().services[service]?.actions ?? {});

/** An action by its full name, in any case; undefined for one that the reference does not have, such as a newer one or a pattern. */
export function actionFact(action: string): ActionFact | undefined {
  const [service, name = ''] = action.split(':');
  const prefix = service.toLowerCase();
  const spelling = indexOf(prefix).get(name.toLowerCase());
  return spelling === undefined ? undefined : parse(`${prefix}:${spelling}`, file().services[prefix].actions[spelling]);
}

/** The resource types of a service; with `action`, those that the action can be limited to. */
export function resourceTypeFacts(service: string, action?: ActionFact): readonly ResourceTypeFact[] {
  const { resources = {} } = file().services[service] ?? {};
  const names = action ? action.resourceTypes.map(({ name }) => name) : Object.keys(resources);
  return names.filter(name => resources[name] !== undefined).map(name => {
    const [keys, ...arn] = resources[name].split('|');
    return { name, arn: arn.join('|'), conditionKeys: list(keys) };
  });
}

const list = (text = '') => text ? text.split(',') : [];

function parse(action: string, line: string): ActionFact {
  const [level, resourceTypes, conditionKeys, dependentActions] = line.split('|');
  return {
    action,
    level: LEVELS[level],
    resourceTypes: list(resourceTypes).map(name => ({ name: name.replace('*', ''), required: name.endsWith('*') })),
    conditionKeys: list(conditionKeys),
    dependentActions: list(dependentActions),
  };
}

function indexOf(service: string): ReadonlyMap<string, string> {
  let index = indexes.get(service);
  if (!index) indexes.set(service, index = new Map(actionsOfService(service).map(name => [name.toLowerCase(), name])));
  return index;
}
