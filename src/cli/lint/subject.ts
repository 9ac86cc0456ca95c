import type { Entry } from '../../model/entry';
import type { Path } from '../../yaml/template-text';
import type { DraftOutput, DraftParameter, DraftResource } from '../cloudformation-module/draft';

/** An output that a module offers. */
export interface Offered {
  readonly name: string;
  readonly description?: string;
  readonly where: string;
}

/** An output of another module that a parameter of the template reads. */
export interface Read {
  readonly parameter: string;
  /** `module/Output` */
  readonly item: string;
  readonly where: string;
}

interface TemplateOfSubject {
  readonly Parameters?: Readonly<Record<string, DraftParameter>>;
  readonly Resources: Readonly<Record<string, DraftResource>>;
  readonly Outputs?: Readonly<Record<string, DraftOutput>>;
}

/** A module, as far as rules look at it: synthesized, or as its author wrote it. */
export interface Subject {
  readonly solution: string;
  readonly module: string;
  /** Whether it is written without the CDK. What packaging adds to it is then not there yet. */
  readonly isCloudFormation: boolean;
  readonly template: TemplateOfSubject;
  /** The template that is deployed: the same, unless packaging completes it. */
  readonly packaged: TemplateOfSubject;
  readonly produces: readonly Offered[];
  readonly reads: readonly Read[];
  /** What is wrong with names and contract: where, and what. */
  readonly problems: readonly { readonly where: string; readonly message: string }[];
  /** What packaging notes about what is consumed as a whole. */
  readonly notes: readonly { readonly where: string; readonly message: string }[];
  /** Whether a build runs tests of the module. Core modules are built without. */
  readonly hasTests: boolean;
  /** Entries that the core lists; only with the first core module. */
  readonly entries: readonly Entry[];
  /** Where people find something: a construct's path, or `file:line:column`. */
  place(path: Path): string;
}

export interface Found {
  readonly where: string;
  /** What is wrong, and why that matters. */
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
