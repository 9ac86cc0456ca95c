import type { Allowance } from '../../model/entry';
import { parseJson } from '../../model/json';
import { knownValues } from '../../model/known-values';
import { assetBucketName, TAGS } from '../../model/names';
import { hidesChanges } from '../../model/nested-stacks';
import { type Finding, judgeTemplate } from '../../model/template-judgement';
import { type Answer, fail, succeed } from '../aws/job';

export interface Inspection {
  readonly solution: string;
  readonly module: string;
  /** Whether a person approves each change. */
  readonly approval: boolean;
  /** What the module's entry allows. */
  readonly allows: readonly string[];
  readonly template: any;
  /** Values from the template configuration. */
  readonly parameters: Readonly<Record<string, unknown>>;
  /** Tags from the template configuration. */
  readonly tags: Readonly<Record<string, string>>;
  /** ARN of anything in the account and region of the deployment. */
  readonly deployer: string;
  /** Reads an object of a bucket. */
  readonly read: (bucket: string, key: string) => Promise<string>;
}

/** A nested template may be used many times. */
const MOST_TEMPLATES = 50;
/** An account has room for 10,000 parameters, and a template for 500 resources, but a module's templates together for many more. */
const MOST_PARAMETERS = 500;

/** Fails what a module may not deploy, whatever it consumes: what a person could not see, and what its entry does not allow. */
export async function inspect(inspection: Inspection): Promise<Answer> {
  const { solution, module, approval, allows, template, tags } = inspection;
  // Without them the solution would take the stack for a foreign one, and never delete it.
  if (tags[TAGS.solution] !== solution || tags[TAGS.module] !== module) return fail('template-configuration.json lacks tags of the module');
  const hidden = approval && hidesChanges(template);
  if (hidden) return fail(hidden);
  const due = ALL.filter(({ needs }) => !allows.includes(needs));
  if (!due.length) return succeed(`allowed: ${allows.join(', ')}`);
  const findings = await judgeAll(inspection);
  const problems = due.flatMap(({ needs, problem, remedy }) => {
    const found = findings.filter(finding => finding.needs === needs);
    return found.length ? [`${problem}: ${found.map(finding => finding.found).join('; ')}. ${remedy}, or let an operator allow it: cv-insync add ${module} --allow ${needs}`] : [];
  });
  return problems.length ? fail(problems.join('\n')) : succeed('only data outlives it, and it trusts no other account');
}

const ALL: readonly { readonly needs: Allowance; readonly problem: string; readonly remedy: string }[] = [
  {
    needs: 'retain',
    problem: 'only what holds data may outlive the module',
    remedy: 'Leave the policies out',
  },
  {
    needs: 'foreign-principals',
    problem: 'only services and this account may be trusted',
    remedy: 'Name one, or limit the statement to the account by a condition',
  },
];

/** The findings in the module's template, and in those of its nested stacks. */
async function judgeAll({ solution, module, template, parameters, deployer, read }: Inspection): Promise<Finding[]> {
  const [,,, region, account] = deployer.split(':');
  const bucket = assetBucketName(solution, account, region);
  // The build can write each asset of the module once, and nobody else can.
  const address = RegExp(`^https://s3\\.${region}\\.amazonaws\\.com(?:\\.cn)?/${bucket}/(${module}/[\\w.-]+)$`);
  const result: Finding[] = [];
  const todo = [{ template, parameters, path: '' }];
  let total = 0;
  for (const { template: current, parameters: given, path } of todo) {
    const { findings, nested, stored } = judgeTemplate(current, knownValues(current.Parameters ?? {}, given, deployer, new Map()), account);
    total += stored;
    if (total > MOST_PARAMETERS) throw new Error(`${module} writes more than ${MOST_PARAMETERS} parameters`);
    result.push(...findings.map(finding => ({ ...finding, found: path + finding.found })));
    for (const { id, url, parameters: values } of nested) {
      const [, key] = address.exec(String(url)) ?? [];
      const inner = key && todo.length < MOST_TEMPLATES && parseJson(await read(bucket, key));
      if (!inner) throw new Error(`the template of ${path}${id} cannot be read; expected an asset of ${module}, in JSON`);
      todo.push({ template: inner, parameters: values, path: `${path}${id}/` });
    }
  }
  return result;
}
