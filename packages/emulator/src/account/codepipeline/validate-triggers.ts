import type { GitPullRequestFilter, GitPushFilter, PipelineDeclaration } from '@aws-sdk/client-codepipeline';

const MOST_FILTERS = 3;
const MOST_PATTERNS = 8;

/** Problems of triggers: {@link https://docs.aws.amazon.com/codepipeline/latest/APIReference/API_GitConfiguration.html}. */
export function triggers({ triggers: list = [], stages = [], pipelineType = 'V1' }: PipelineDeclaration): string[] {
  if (!list.length) return [];
  const problems = pipelineType === 'V2' ? [] : ['triggers are for pipelines of type V2'];
  const sources = list.map(({ gitConfiguration }) => gitConfiguration?.sourceActionName);
  for (const [index, { providerType, gitConfiguration }] of list.entries()) {
    const name = sources[index];
    const where = `trigger of source action '${name}'`;
    const source = stages[0]?.actions?.find(action => action.name === name);
    if (providerType !== 'CodeStarSourceConnection') problems.push(`${where}: its provider is CodeStarSourceConnection, got ${providerType}`);
    if (source?.actionTypeId?.provider !== 'CodeStarSourceConnection') problems.push(`${where}: there is no source action of a connection with this name`);
    if (sources.indexOf(name) < index) problems.push(`${where}: a source action has one trigger`);
    const { push = [], pullRequest = [] } = gitConfiguration ?? {};
    if (push.length + pullRequest.length === 0) problems.push(`${where}: it has no filter of push or pullRequest`);
    if (push.length > MOST_FILTERS || pullRequest.length > MOST_FILTERS) problems.push(`${where}: it has at most ${MOST_FILTERS} filters of each kind`);
    problems.push(...[...push, ...pullRequest].flatMap(inFilter).map(problem => `${where}: ${problem}`));
  }
  return problems;
}

function inFilter(filter: GitPushFilter | GitPullRequestFilter): string[] {
  const { tags, branches, filePaths } = filter as GitPushFilter;
  const problems = tags && (branches ?? filePaths) ? ['a filter of tags has neither branches nor filePaths'] : [];
  for (const [name, criteria] of Object.entries({ tags, branches, filePaths })) {
    for (const [which, patterns] of Object.entries(criteria ?? {})) {
      if (patterns.length > MOST_PATTERNS) problems.push(`${name}.${which} has at most ${MOST_PATTERNS} patterns, got ${patterns.length}`);
    }
  }
  return problems;
}
