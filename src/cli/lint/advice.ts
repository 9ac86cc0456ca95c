import { boundaryDenies } from './rules/boundary-denies';
import { deployRole } from './rules/deploy-role';
import type { Subject } from './subject';
import type { Permissions } from '../../model/entry';

/** A module that is being synthesized. */
export interface SynthesizedTemplate {
  readonly solution: string;
  readonly module: string;
  readonly template: Subject['template'];
  /** What it declares that it needs. */
  readonly permissions?: Permissions;
}

/** What the roles of a module may not do. */
export interface Advice {
  readonly rule: string;
  /** Logical id of the resource. */
  readonly id: string;
  readonly message: string;
}

/** What lint finds about the rights of a module, for its synthesis. */
export function adviceOn({ solution, module, template, permissions }: SynthesizedTemplate): Advice[] {
  const subject: Subject = {
    solution,
    module,
    template,
    permissions,
    packaged: template,
    isCloudFormation: false,
    isCore: false,
    hasTests: true,
    produces: [],
    reads: [],
    problems: [],
    notes: [],
    entries: [],
    place: ([, id]) => String(id),
  };
  return [deployRole, boundaryDenies].flatMap(rule => rule.find(subject).map(({ where, reason, fix }) => ({ rule: rule.name, id: where, message: `${reason}; ${fix}` })));
}
