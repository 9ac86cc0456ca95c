import type { Allowance } from './entry';
import { foreignPrincipals } from './foreign-principals';
import type { KnownValues } from './known-values';
import { expandLoops } from './loops';
import { retainingPolicies } from './retained';
import { templateReader, type TemplateReader } from './template-reader';

/** A resource that is only deployed if the module's entry allows it. */
export interface Finding {
  readonly needs: Allowance;
  readonly id: string;
  /** What it does. */
  readonly found: string;
}

export interface Judgement {
  readonly findings: readonly Finding[];
  /** How many parameters of the parameter store it writes. */
  readonly stored: number;
  /** The nested stacks. */
  readonly nested: readonly { readonly id: string; readonly url: unknown; readonly parameters: Readonly<Record<string, unknown>> }[];
}

/** Judges what would outlive the removal of a module, and who outside of the account could use what it has. */
export function judgeTemplate(template: any, valueOf: KnownValues, account: string): Judgement {
  const expanded = { ...template, Resources: expandLoops(template.Resources ?? {}, templateReader(template, valueOf).read) };
  const reader = templateReader(expanded, valueOf);
  const resources = Object.entries<any>(expanded.Resources)
    .filter(([, { Condition }]) => Condition === undefined || reader.isMet(Condition) !== false);
  const typed = (type: string) => resources.filter(([, { Type }]) => Type === type);
  return {
    stored: typed('AWS::SSM::Parameter').length,
    findings: resources.flatMap(([id, resource]) => findingsIn(id, resource, reader, account)),
    nested: typed('AWS::CloudFormation::Stack').map(([id, { Properties = {} }]) =>
      ({ id, url: reader.read(Properties.TemplateURL), parameters: readAll(Properties.Parameters, reader) })),
  };
}

function findingsIn(id: string, resource: any, reader: TemplateReader, account: string): Finding[] {
  const { Type } = resource;
  if (/::MODULE$/.test(Type)) return [{ needs: 'retain', id, found: `${id} is of ${Type}, and what that consists of cannot be read` }];
  const retaining = retainingPolicies(resource, reader);
  const foreign = foreignPrincipals(resource, reader, account);
  return [
    ...retaining.length ? [{ needs: 'retain' as const, id, found: `${id} (${Type}) has ${retaining.join(' and ')}` }] : [],
    ...foreign.length ? [{ needs: 'foreign-principals' as const, id, found: `${id} (${Type}) trusts ${foreign.join(', ')}` }] : [],
  ];
}

function readAll(parameters: unknown, { read }: TemplateReader): Record<string, unknown> {
  return Object.fromEntries(Object.entries(read(parameters) ?? {}).map(([name, value]) => [name, read(value)]));
}
