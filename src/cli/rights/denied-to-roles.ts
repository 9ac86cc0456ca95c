import { type Asked, askedIn } from './asked';
import { type Cut, cutBy, moduleBoundary, permissionsFor } from './boundary-cuts';
import type { TemplateResources } from './template-pattern';
import type { Permissions } from '../../model/entry';

/** What the policies of roles in a module's template allow, and the boundary of these roles denies. */
export interface DeniedToRoles extends Pick<Asked, 'id' | 'roles' | 'managed'> {
  /** Permissions that would leave it. */
  readonly permissions: Permissions;
  /** Whether permissions can leave it at all. What administers the account or the solution is denied whatever they say. */
  readonly isPermittable: boolean;
}

/**
 * @param permissions what the module's entry permits
 * @param delivery the template of the module's delivery
 */
export function deniedToRoles(template: TemplateResources, permissions: Permissions, delivery: unknown): DeniedToRoles[] {
  const { solution, module } = template;
  const boundaryWith = (granted: Permissions) => moduleBoundary(delivery, solution, module, granted);
  const boundary = boundaryWith(permissions);
  const cuts = askedIn(template).flatMap(asked => cutBy(boundary, asked).map(cut => ({ asked, cut })));
  if (!cuts.length) return [];

  const permitted = boundaryWith([...permissions, { actions: cuts.map(({ cut }) => cut.action), resources: ['*'] }]);
  const isPermittable = ({ id, roles }: Asked, { action, resource }: Cut) =>
    !cutBy(permitted, { id, roles, actions: [action], resources: [resource] }).length;
  const groups = new Map<string, { asked: Asked; isPermittable: boolean; cuts: Cut[] }>();
  for (const { asked, cut } of cuts) {
    const isPossible = isPermittable(asked, cut);
    const key = [asked.id, asked.managed, isPossible].join(' ');
    const group = groups.get(key) ?? { asked, isPermittable: isPossible, cuts: [] };
    groups.set(key, { ...group, cuts: [...group.cuts, cut] });
  }
  return [...groups.values()].map(({ asked: { id, roles, managed }, isPermittable: isPossible, cuts: of }) =>
    ({ id, roles, managed, isPermittable: isPossible, permissions: permissionsFor(boundary, of) }));
}
