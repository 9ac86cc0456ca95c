import type { HttpRequest } from './http';
import { Operation, requiredMembers, Schemas } from './schema';

/** The route of an operation of a REST service. */
interface Route {
  readonly operation: Operation;
  readonly path: RegExp;
  readonly labels: readonly string[];
  /** Query parameters that identify the operation, with their value if it is fixed. */
  readonly query: readonly (readonly [string, string | undefined])[];
  /** `x-id`, which SDKs add to distinguish operations of the same method and path. Other clients do not send it. */
  readonly id?: string;
  readonly requiredQuery: readonly string[];
  readonly requiredHeaders: readonly string[];
  /** Whether the path begins with S3's bucket. */
  readonly needsBucket: boolean;
}

export interface Match {
  readonly operation: Operation;
  readonly labels: Record<string, string>;
}

const routes = new WeakMap<Schemas, Route[]>();

/** Finds the operation of a request: of several that match, the one that requires the most of its query and headers. */
export function route(request: HttpRequest, schemas: Schemas, path: string, hasBucket: boolean): Match | undefined {
  const all = routes.get(schemas) ?? [...schemas.operations.values()].map(toRoute);
  routes.set(schemas, all);
  const id = request.query.get('x-id');
  const candidates = all.filter(candidate => candidate.operation.http!.method === request.method
    && candidate.needsBucket === hasBucket
    && candidate.path.test(path)
    && candidate.query.every(([name, value]) => value === undefined ? request.query.has(name) : request.query.get(name) === value)
    && candidate.requiredQuery.every(name => request.query.has(name))
    && candidate.requiredHeaders.every(name => name in request.headers)
    && (!id || !candidate.id || candidate.id === id));
  const [best] = candidates.sort((a, b) => weight(b, id) - weight(a, id));
  if (!best) return undefined;
  const values = best.path.exec(path)!.slice(1);
  return { operation: best.operation, labels: Object.fromEntries(best.labels.map((label, i) => [label, decodeURIComponent(values[i])])) };
}

function weight({ query, requiredQuery, requiredHeaders, labels, id }: Route, sent: string | null): number {
  return 100 * query.length + 10 * (requiredQuery.length + requiredHeaders.length) + (sent && id === sent ? 5 : 0) - labels.length;
}

function toRoute(operation: Operation): Route {
  const [path, search = ''] = operation.http!.uri.split('?');
  const labels: string[] = [];
  const pattern = path.split(/(\{[^}]+\})/).map(part => {
    if (!part.startsWith('{')) return part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
    labels.push(part.replace(/[{}+]/g, ''));
    return part.endsWith('+}') ? '(.+)' : '([^/]+)';
  }).join('');
  const query = search.split('&').filter(Boolean).map(part => part.split('=') as [string, string | undefined]);
  const bound = (trait: 'httpQuery' | 'httpHeader') => requiredMembers(operation.input)
    .map(name => operation.input.getMemberSchema(name).getMergedTraits()[trait])
    .filter((name): name is string => name !== undefined);
  return {
    operation,
    path: new RegExp(`^${pattern}/?$`, 's'),
    labels,
    query: query.filter(([name]) => name !== 'x-id'),
    id: query.find(([name]) => name === 'x-id')?.[1],
    requiredQuery: bound('httpQuery'),
    requiredHeaders: bound('httpHeader').map(name => name.toLowerCase()),
    needsBucket: operation.input.isStructSchema() && requiredMembers(operation.input).includes('Bucket'),
  };
}
