import type { Path } from '../../yaml/template-text';

/** A template that is being completed for its deployment. Each step changes sections of it and collects problems. */
export interface Draft {
  readonly solution: string;
  readonly module: string;
  readonly isCore: boolean;
  /** Logical ids of the nested stacks that contain it, outermost first; none for the module's own template. */
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

/** Records a problem with its position in the author's file. */
export const report = (draft: Draft, path: Path, message: string) => {
  draft.problems.push(`${draft.place(path)}: ${message}`);
};

/** Adds a resource or a parameter of cv-insync's own. Reports a problem if the template uses its logical id already. */
export function addOwn<T>(draft: Draft, section: 'Resources' | 'Parameters', id: string, value: T) {
  const taken = (['Resources', 'Parameters'] as const).find(name => draft.template[name]?.[id]);
  if (taken) return report(draft, [taken, id], `the logical id ${id} is reserved for what is added to every module; choose another one`);
  (draft.template[section] ??= {} as never)[id] = value as never;
}
