import type { InputArtifact, PipelineDeclaration, RuleDeclaration, StageDeclaration } from '@aws-sdk/client-codepipeline';
import { AwsError } from '../aws-error';
import { conditions } from './validate-conditions';
import { triggers } from './validate-triggers';

const NAME = /^[A-Za-z0-9.@_-]{1,100}$/;

/** Refuses an invalid pipeline structure, with all problems at once. */
export function validate(pipeline: PipelineDeclaration) {
  const { stages: list = [] } = pipeline;
  validateNames([pipeline.name, ...list.flatMap(stage => [stage, ...stage.actions ?? [], ...rulesOf(stage)].map(({ name }) => name))]);
  refuse('InvalidStructureException', [...stages(pipeline), ...artifacts(pipeline), ...conditions(pipeline), ...triggers(pipeline)]);
}

export function validateNames(names: readonly (string | undefined)[]) {
  const wrong = names.filter(name => !NAME.test(name ?? ''));
  refuse('ValidationException', wrong.map(name => `'${name}' is not a name: up to 100 letters, digits and .@_-`));
}

function refuse(code: string, problems: readonly string[]) {
  if (problems.length) throw new AwsError(code, problems.join('; '));
}

function stages({ stages: list = [], artifactStore, artifactStores, roleArn }: PipelineDeclaration): string[] {
  const problems: string[] = [];
  if (!roleArn) problems.push('the pipeline has no roleArn');
  if (!artifactStore === !artifactStores) problems.push('a pipeline has either artifactStore or artifactStores');
  if (list.length < 2) problems.push(`a pipeline has at least 2 stages, got ${list.length}`);
  if (duplicate(list.map(({ name }) => name))) problems.push(`stage names are unique, got '${duplicate(list.map(({ name }) => name))}' twice`);
  list.forEach((stage, index) => {
    const actions = stage.actions ?? [];
    if (!actions.length) problems.push(`stage '${stage.name}' has no actions`);
    if (duplicate(actions.map(({ name }) => name))) problems.push(`stage '${stage.name}' has two actions '${duplicate(actions.map(({ name }) => name))}'`);
    for (const { name, actionTypeId } of actions) {
      if (!actionTypeId?.provider || !actionTypeId.category) problems.push(`action '${name}' has no actionTypeId`);
      else if ((actionTypeId.category === 'Source') !== (index === 0)) problems.push(`action '${name}': source actions stand in the first stage, and only there`);
    }
  });
  return problems;
}

const rulesOf = ({ beforeEntry, onSuccess, onFailure }: StageDeclaration): RuleDeclaration[] =>
  [beforeEntry, onSuccess, onFailure].flatMap(each => each?.conditions ?? []).flatMap(({ rules = [] }) => rules);

/** Every input artifact is an output of an earlier action, and every artifact has one producer. */
function artifacts({ stages: list = [] }: PipelineDeclaration): string[] {
  const problems: string[] = [];
  const known = new Set<string>();
  const read = (what: string, name: string | undefined, inputs: readonly InputArtifact[] | undefined) => {
    for (const input of inputs ?? []) if (!known.has(input.name!)) problems.push(`${what} '${name}' reads artifact '${input.name}', which no action before it produces`);
  };
  for (const stage of list) {
    for (const rule of rulesOf({ ...stage, onSuccess: undefined, onFailure: undefined })) read('rule', rule.name, rule.inputArtifacts);
    const actions = [...stage.actions ?? []].sort((a, b) => (a.runOrder ?? 1) - (b.runOrder ?? 1));
    for (const order of new Set(actions.map(({ runOrder = 1 }) => runOrder))) {
      const group = actions.filter(({ runOrder = 1 }) => runOrder === order);
      for (const action of group) read('action', action.name, action.inputArtifacts);
      for (const { name } of group.flatMap(action => action.outputArtifacts ?? [])) {
        if (known.has(name!)) problems.push(`artifact '${name}' is produced twice`);
        known.add(name!);
      }
    }
    for (const rule of rulesOf({ ...stage, beforeEntry: undefined })) read('rule', rule.name, rule.inputArtifacts);
  }
  return problems;
}

const duplicate = (values: readonly (string | undefined)[]) => values.find((value, index) => values.indexOf(value) !== index);
