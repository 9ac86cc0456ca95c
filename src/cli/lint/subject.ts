import type { Allowance, Entry, Permissions } from '../../model/entry';
import type { Path } from '../../yaml/template-text';
import type { DraftOutput, DraftParameter, DraftResource } from '../cloudformation-module/draft';

/** An output that a module produces. */
export interface ProducedOutput {
  readonly name: string;
  readonly description?: string;
  readonly where: string;
}

/** An output of another module that a parameter of the template reads. */
export interface ConsumedOutput {
  readonly parameter: string;
  /** `module/Output` */
  readonly item: string;
  readonly where: string;
}

interface TemplateOfSubject {
  readonly Parameters?: Readonly<Record<string, DraftParameter>>;
  readonly Mappings?: Readonly<Record<string, unknown>>;
  readonly Conditions?: Readonly<Record<string, unknown>>;
  readonly Resources: Readonly<Record<string, DraftResource>>;
  readonly Outputs?: Readonly<Record<string, DraftOutput>>;
}

/** A module as rules see it: synthesized, or as its author wrote it. */
export interface Subject {
  readonly solution: string;
  readonly module: string;
  /** Whether it is a module without the CDK, whose template lacks what packaging adds. */
  readonly isCloudFormation: boolean;
  readonly template: TemplateOfSubject;
  /** The template that is deployed: the same, unless packaging completes it. */
  readonly packaged: TemplateOfSubject;
  readonly produces: readonly ProducedOutput[];
  readonly reads: readonly ConsumedOutput[];
  /** Problems of names and of the contract. */
  readonly problems: readonly { readonly where: string; readonly message: string }[];
  /** Remarks of packaging on modules that are consumed as a whole. */
  readonly notes: readonly { readonly where: string; readonly message: string }[];
  /** Whether the module's build runs tests. True for core modules, which have no build of their own. */
  readonly hasTests: boolean;
  /** Whether the core deploys it, with a role of its own. */
  readonly isCore: boolean;
  /** What the module declares that it needs, or what its entry permits where the code has it. */
  readonly permissions?: Permissions;
  /** What its entry allows, as far as the code says. */
  readonly allows?: readonly Allowance[];
  /** Entries that the core's code lists; only with the first core module. */
  readonly entries: readonly Entry[];
  /** The position of a part of the template: a construct's path, or `file:line:column`. */
  place(path: Path): string;
}

export interface Found {
  readonly where: string;
  /** The problem, and why it matters. */
  readonly reason: string;
  readonly fix: string;
}

export type Severity = 'error' | 'warning';

export interface Rule {
  readonly name: string;
  /** `error`: it cannot be deployed, or would block others. */
  readonly severity: Severity;
  find(subject: Subject): Found[];
}

export interface Finding extends Found {
  readonly severity: Severity;
  readonly rule: string;
  readonly module: string;
}
