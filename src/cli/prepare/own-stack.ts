import type { Assembly } from '../../assembly/cloud-assembly';
import { coreStackName } from '../../model/names';
import { formatProblem } from '../../model/problem';
import type { Stacks } from '../aws/stacks';
import { parameterValues, type TemplateConfiguration } from '../bundle/template-configuration';
import { Failure, fail } from '../terminal/failure';

export interface OwnStack {
  readonly template: string;
  readonly configuration: TemplateConfiguration;
  /** Whether the core's repository defines it; if not, it stays as the user's own app deployed it. */
  readonly defined: boolean;
}

/** The template that the core pipeline updates its own stack with, and the values that its parameters have. */
export async function ownStack({ core, read, tags }: Assembly, solution: string, stacks: Stacks): Promise<OwnStack> {
  const name = coreStackName(solution);
  const deployed = await stacks.find(name);
  if (!core) {
    if (!deployed) fail(`there is no stack ${name}, and the app does not define it (no CoreInSync); deploy the core first`);
    return { template: await stacks.template(name), configuration: { Parameters: deployed!.parameters }, defined: false };
  }
  const template = read(core.templateFile);
  const { values, problems } = parameterValues(`stack ${name}`, JSON.parse(template), deployed?.parameters ?? {});
  if (problems.length) throw new Failure(problems.map(formatProblem));
  const stackTags = tags(core.templateFile);
  return { template, configuration: { Parameters: values, ...Object.keys(stackTags).length && { Tags: stackTags } }, defined: true };
}
