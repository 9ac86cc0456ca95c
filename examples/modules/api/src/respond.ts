import { canBeKey } from './key';
import { Page, pageOf, tokenOf } from './page';
import { Problem, notFound, unauthorized } from './problem';
import { Collection, ROUTES, keyOf } from './routes';

export type Item = Readonly<Record<string, unknown>>;

export interface Items {
  readonly items: readonly Item[];
  /** Sort key of the last item, if there may be more. */
  readonly last?: string;
}

/** What the module needs from AWS. Tests use an implementation in memory. */
export interface Dependencies {
  vehiclesOf(owner: string, page: Page): Promise<Items>;
  owns(owner: string, vin: string): Promise<boolean>;
  list(collection: Collection, vin: string, page: Page): Promise<Items>;
  get(collection: Collection, vin: string, id: string): Promise<Item | undefined>;
  /** Returns the item, if it exists. */
  acknowledge(collection: Collection, vin: string, id: string): Promise<Item | undefined>;
}

export interface Request {
  /** The route key of API Gateway, such as `GET /vehicles`. */
  readonly route: string;
  /** Id of the user who signed in. */
  readonly owner?: string;
  readonly path: Readonly<Record<string, string | undefined>>;
  readonly query: Readonly<Record<string, string | undefined>>;
}

/** Handles an owner's request about their own vehicles; throws a Problem for any other request. */
export async function respond({ route: key, owner, path, query }: Request, dependencies: Dependencies): Promise<object> {
  if (!owner) throw unauthorized();
  const route = ROUTES.find(one => keyOf(one) === key);
  if (!route) throw new Problem(404, 'Not Found', `there is no ${key}`);
  const { collection } = route;
  if (!collection) return listed(await dependencies.vehiclesOf(owner, pageOf(query)));

  const vin = path.vin ?? '';
  const id = path[collection.id] ?? '';
  const page = route.does === 'list' ? pageOf(query) : undefined;
  if (!canBeKey(vin) || !await dependencies.owns(owner, vin)) throw notFound(`vehicle ${vin}`);
  if (page) return listed(await dependencies.list(collection, vin, page));

  const item = canBeKey(id) && await dependencies[route.does === 'acknowledge' ? 'acknowledge' : 'get'](collection, vin, id);
  if (!item) throw notFound(`${collection.id} ${id} of vehicle ${vin}`);
  return item;
}

const listed = ({ items, last }: Items) => ({ items, ...last !== undefined && { next: tokenOf(last) } });
