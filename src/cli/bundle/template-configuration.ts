import type { Problem } from '../../model/problem';

export interface TemplateSections {
  readonly Parameters?: Readonly<Record<string, { readonly Type: string; readonly Default?: unknown }>>;
  readonly Resources?: Readonly<Record<string, unknown>>;
  readonly Outputs?: Readonly<Record<string, unknown>>;
}

/** The template configuration of a CloudFormation action, which resets every parameter that it does not name to its default. */
export interface TemplateConfiguration {
  readonly Parameters: Readonly<Record<string, string>>;
  readonly Tags?: Readonly<Record<string, string>>;
}

export const PARAMETER_VALUE_LIMIT = 4096;
const TEMPLATE_SIZE_LIMIT = 1_000_000;
/** CodePipeline is reported to refuse templates of more than 512 KB. */
export const TEMPLATE_SIZE_WARNING = 450_000;
const COUNT_LIMITS = { Resources: 500, Parameters: 200, Outputs: 200 } as const;

/** Limits of CloudFormation that a template exceeds. */
export function templateProblems(where: string, text: string): Problem[] {
  const template: TemplateSections = JSON.parse(text);
  const size = Buffer.byteLength(text);
  const sections = Object.entries(COUNT_LIMITS).map(([section, limit]) =>
    ({ section, limit, count: Object.keys(template[section as keyof TemplateSections] ?? {}).length }));
  return [
    ...sections.filter(({ count, limit }) => count > limit).map(({ section, count, limit }) =>
      ({ where, message: `the template has ${count} ${section.toLowerCase()}, expected at most ${limit}; move some of them to a nested stack` })),
    ...size > TEMPLATE_SIZE_LIMIT ? [{ where, message: `the template has ${size} bytes, expected at most ${TEMPLATE_SIZE_LIMIT}; move a part to a nested stack` }] : [],
  ];
}

/** Values of all parameters of a template: given ones first, else their defaults; what has neither is a problem. */
export function parameterValues(where: string, template: TemplateSections, given: Readonly<Record<string, string>>) {
  const problems: Problem[] = [];
  const values: Record<string, string> = {};
  for (const [name, { Default }] of Object.entries(template.Parameters ?? {})) {
    const value = given[name] ?? (Default === undefined ? undefined : String(Default));
    if (value === undefined) problems.push({ where: `${where}: parameter ${name}`, message: 'has neither a value nor a default; set one of them' });
    else if (Buffer.byteLength(value) > PARAMETER_VALUE_LIMIT) problems.push({ where: `${where}: parameter ${name}`, message: `has a value of ${Buffer.byteLength(value)} bytes, expected at most ${PARAMETER_VALUE_LIMIT}` });
    else values[name] = value;
  }
  return { values, problems };
}
