import type { AuthorizationFile } from './authorization';
import { CFN_LINT, type Schema } from './schemas';

export interface HandlersFile {
  readonly source: string;
  readonly version: string;
  readonly types: Record<string, string>;
}

const OPERATIONS = ['create', 'read', 'update', 'delete', 'list'];

/** Handlers' permissions of all types that publish them, a type a line; see `src/facts/handlers.ts`, which reads them. */
export function handlers(schemas: readonly Schema[], { services }: AuthorizationFile): HandlersFile {
  const spelling = new Map(Object.entries(services).flatMap(([service, { actions }]) =>
    Object.keys(actions).map(action => [`${service}:${action}`.toLowerCase(), `${service}:${action}`] as const)));
  const spell = (permissions: readonly string[] = []) => permissions.filter(Boolean)
    .map(permission => spelling.get(permission.toLowerCase()) ?? permission);

  const line = ({ handlers: published = {}, tagging = {} }: Schema) => [
    ...OPERATIONS.map(operation => published[operation] ? byService(spell(published[operation].permissions)) || '-' : ''),
    tagging.taggable === false ? '' : tagging.tagProperty?.replace('/properties/', '') ?? '',
    [tagging.tagOnCreate && 'create', tagging.tagUpdatable && 'update', tagging.cloudFormationSystemTags && 'system'].filter(Boolean).join(','),
    byService(spell(tagging.permissions)),
  ].join('|');

  const types = schemas.filter(schema => schema.handlers).map(schema => [schema.typeName, line(schema)] as const).sort(([a], [b]) => a < b ? -1 : 1);
  return { source: 'CloudFormation registry schemas, by PyPI cfn-lint (MIT-0)', version: CFN_LINT.version, types: Object.fromEntries(types) };
}

/** `s3:GetBucket s3:PutBucket iam:PassRole` as `iam:PassRole s3:GetBucket,PutBucket`. */
function byService(permissions: readonly string[]): string {
  const services = new Map<string, Set<string>>();
  for (const permission of permissions) {
    const [service, action] = permission.split(':');
    services.set(service, (services.get(service) ?? new Set()).add(action));
  }
  return [...services].map(([service, actions]) => `${service}:${[...actions].sort().join(',')}`).sort().join(' ');
}
