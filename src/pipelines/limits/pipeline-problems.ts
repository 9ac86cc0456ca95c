import { longestKnown } from './known-length';
import { COUNTS, TEXTS } from './model';
import { Problem } from '../../model/problem';

/** A pipeline, as a template has it. */
interface Declaration {
  readonly Name: unknown;
  readonly Stages: readonly { readonly Name: unknown; readonly Actions: readonly any[] }[];
  readonly Triggers?: readonly any[];
  readonly Tags?: readonly { readonly Key: string; readonly Value: unknown }[];
}

/** What CodePipeline would refuse about a pipeline of a template, as far as that is known before it is deployed. */
export function pipelineProblems({ Name, Stages, Triggers = [], Tags = [] }: Declaration): Problem[] {
  const where = `pipeline "${longestKnown(Name) ?? ''}"`;
  const actions = Stages.map(stage => stage.Actions.flatMap(alternatives));
  return [
    ...textProblems(where, 'PipelineName', Name),
    ...countProblems(`${where}: stages`, 'stages', Stages.length),
    ...countProblems(`${where}: actions`, 'actions', actions.flat().length),
    ...Stages.flatMap((stage, index) => stageProblems(`${where}, stage "${longestKnown(stage.Name) ?? ''}"`, stage.Name, actions[index])),
    ...Triggers.flatMap(trigger => triggerProblems(`${where}, trigger`, trigger)),
    ...Tags.flatMap(({ Key, Value }) => [...textProblems(`${where}, tag`, 'TagKey', Key), ...textProblems(`${where}, tag "${Key}"`, 'TagValue', Value)]),
  ];
}

/** An action, or those that a condition chooses between. */
function alternatives(action: any): any[] {
  if (!action['Fn::If']) return 'Ref' in action ? [] : [action];
  return action['Fn::If'].slice(1).flatMap(alternatives);
}

function stageProblems(where: string, name: unknown, actions: readonly any[]): Problem[] {
  return [
    ...textProblems(where, 'StageName', name),
    ...countProblems(`${where}: actions`, 'actionsOfStage', actions.length),
    ...actions.flatMap(action => actionProblems(`${where}, action "${longestKnown(action.Name) ?? ''}"`, action)),
  ];
}

function actionProblems(where: string, action: any): Problem[] {
  const { Name, Namespace, RunOrder = 1, Configuration = {}, InputArtifacts = [], OutputArtifacts = [] } = action;
  return [
    ...textProblems(where, 'ActionName', Name),
    ...Namespace === undefined ? [] : textProblems(`${where}: namespace`, 'ActionNamespace', Namespace),
    ...countProblems(`${where}: run order`, 'ActionRunOrder', RunOrder),
    ...Object.entries(Configuration).flatMap(([key, value]) => [
      ...textProblems(`${where}: ${key}`, 'ActionConfigurationKey', key),
      ...textProblems(`${where}: ${key}`, 'ActionConfigurationValue', value),
    ]),
    ...[...InputArtifacts, ...OutputArtifacts].flatMap((artifact: any) => textProblems(`${where}: artifact`, 'ArtifactName', artifact.Name)),
  ];
}

function triggerProblems(where: string, { GitConfiguration: { Push = [] } }: any): Problem[] {
  const patterns = (list: 'GitBranchPatternList' | 'GitFilePathPatternList', text: keyof typeof TEXTS, filter: any, what: string) =>
    ['Includes', 'Excludes'].flatMap(side => Array.isArray(filter?.[side]) ? [
      ...countProblems(`${where}: ${what}`, list, filter[side].length),
      ...filter[side].flatMap((pattern: unknown) => textProblems(`${where}: ${what}`, text, pattern)),
    ] : []);
  return [
    ...countProblems(`${where}: filters`, 'GitPushFilterList', Push.length),
    ...Push.flatMap(({ Branches, FilePaths }: any) => [
      ...patterns('GitBranchPatternList', 'GitBranchNamePattern', Branches, 'branch'),
      ...patterns('GitFilePathPatternList', 'GitFilePathPattern', FilePaths, 'file path'),
    ]),
  ];
}

function textProblems(where: string, shape: keyof typeof TEXTS, value: unknown): Problem[] {
  const text = longestKnown(value);
  if (text === undefined) return [];
  const { max, pattern }: { max: number; pattern?: string } = TEXTS[shape];
  if (text.length > max) return [{ where, message: `found ${text.length} characters, expected at most ${max}, which is what CodePipeline takes; shorten it` }];
  return pattern && !new RegExp(`^(${pattern})$`).test(text) ? [{ where, message: `found "${text}", expected ${pattern}, which is what CodePipeline takes; rename it` }] : [];
}

function countProblems(where: string, of: keyof typeof COUNTS, count: number): Problem[] {
  const { min, max } = COUNTS[of];
  return count >= min && count <= max ? [] : [{ where, message: `found ${count}, expected ${min} to ${max}, which is what CodePipeline takes` }];
}
