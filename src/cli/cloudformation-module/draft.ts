import type { Path } from '../../yaml/template-text';

/** A template on its way from what its author wrote to what is deployed. Steps change its sections, and collect what is wrong. */
export interface Draft {
  readonly solution: string;
  readonly module: string;
  /** Logical ids of the nested stacks around it, outermost first; none for the module's own template. */
  readonly within: readonly string[];
  /** The folder that local paths in it are relative to. */
  readonly folder: string;
  readonly template: DraftTemplate;
  readonly problems: string[];
  /** `file:line:column` of what the author wrote. */
  place(path: Path): string;
}

export interface DraftTemplate {
  Parameters?: Record<string, DraftParameter>;
  Resources: Record<string, DraftResource>;
  Outputs?: Record<string, DraftOutput>;
  readonly [section: string]: unknown;
}

export interface DraftParameter {
  Type: string;
  Default?: unknown;
  Description?: string;
}

export interface DraftResource {
  readonly Type: string;
  Properties?: Record<string, unknown>;
  DeletionPolicy?: string;
  UpdateReplacePolicy?: string;
  readonly Condition?: string;
  readonly DependsOn?: string | string[];
}

export interface DraftOutput {
  readonly Value: unknown;
  readonly Description?: string;
  readonly Condition?: string;
  Export?: { readonly Name?: unknown };
}

/** Notes what is wrong, at the place where the author wrote it. */
export const report = (draft: Draft, path: Path, message: string) => {
  draft.problems.push(`${draft.place(path)}: ${message}`);
};

/** Adds a resource or a parameter of cv-insync's own, unless the author has given its logical id to something else. */
export function addOwn<T>(draft: Draft, section: 'Resources' | 'Parameters', id: string, value: T) {
  const taken = (['Resources', 'Parameters'] as const).find(name => draft.template[name]?.[id]);
  if (taken) return report(draft, [taken, id], `the name ${id} is taken for what is added to every module; give this another logical id`);
  (draft.template[section] ??= {} as never)[id] = value as never;
}
