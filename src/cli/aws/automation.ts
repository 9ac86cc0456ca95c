import { BatchGetBuildsCommand, CodeBuildClient, ListBuildsForProjectCommand, StopBuildCommand } from '@aws-sdk/client-codebuild';
import { CodePipelineClient, GetPipelineStateCommand } from '@aws-sdk/client-codepipeline';
import { DisableRuleCommand, EventBridgeClient, ListRulesCommand } from '@aws-sdk/client-eventbridge';
import { attempt } from './attempt';
import { type PipelineControl, pipelineControl } from './pipeline-control';
import { ignore, ignoreMissingPipeline, RETRY } from '../../aws/client';

/** What runs by itself in a solution, and has to be stopped before the solution is deleted. */
export interface Automation extends PipelineControl {
  /** The stages of a pipeline; none if there is no such pipeline. */
  stages(pipeline: string): Promise<readonly string[]>;
  /** Disables the rules with this prefix and returns their names. */
  disableRules(prefix: string): Promise<readonly string[]>;
  /** Stops the builds of a project, which continue when their execution is stopped. */
  stopBuilds(project: string): Promise<void>;
}

export function automation(
  codePipeline = new CodePipelineClient(RETRY), events = new EventBridgeClient(RETRY), codeBuild = new CodeBuildClient(RETRY),
): Automation {
  return {
    ...pipelineControl(codePipeline),
    stages: name => attempt(`reading the pipeline ${name}`, async () => {
      const state = await codePipeline.send(new GetPipelineStateCommand({ name })).catch(ignoreMissingPipeline);
      return state?.stageStates?.map(({ stageName }) => stageName!) ?? [];
    }),
    disableRules: NamePrefix => attempt(`disabling the rules ${NamePrefix}*`, async () => {
      const rules: string[] = [];
      let NextToken: string | undefined;
      do {
        const page = await events.send(new ListRulesCommand({ NamePrefix, NextToken }));
        rules.push(...(page.Rules ?? []).map(({ Name }) => Name!));
        NextToken = page.NextToken;
      } while (NextToken);
      for (const Name of rules) await events.send(new DisableRuleCommand({ Name })).catch(ignore(/^ResourceNotFoundException:/));
      return rules;
    }),
    stopBuilds: projectName => attempt(`stopping the builds of ${projectName}`, async () => {
      const newest = await codeBuild.send(new ListBuildsForProjectCommand({ projectName })).catch(ignore(/^ResourceNotFoundException:/));
      if (!newest?.ids?.length) return;
      const { builds = [] } = await codeBuild.send(new BatchGetBuildsCommand({ ids: newest.ids.slice(0, 100) }));
      for (const { id } of builds.filter(({ buildStatus }) => buildStatus === 'IN_PROGRESS')) await codeBuild.send(new StopBuildCommand({ id }));
    }),
  };
}
