import type { Subject } from './subject';
import type { Permissions } from '../../model/entry';
import { JsonReader } from '../../model/json-reader';
import { readPermissions } from '../../model/parse';
import { permissionsInCode, permissionsInYaml } from '../../model/permissions-text';
import { formatProblem } from '../../model/problem';

/** What to write where a module needs permissions that it does not declare. A declaration grants nothing: the module's entry has to permit the same. */
export function permissionsFix({ isCloudFormation }: Pick<Subject, 'isCloudFormation'>, missing: Permissions, declared: Permissions = []): string {
  const permissions = [...declared, ...missing];
  const rules = new JsonReader('');
  readPermissions(permissions, rules);
  const [problem] = rules.problems;
  if (problem) return `declare what it needs of this, and let its entry permit the same; all of it is too much (${formatProblem(problem)})`;
  return isCloudFormation
    ? `declare it in module.yaml (${permissionsInYaml(permissions)}), and let its entry permit the same (cv-insync add --permission)`
    : `declare it in the module (${permissionsInCode(permissions)}), and let its entry permit the same`;
}
