import { BatchGetBuildsCommand, CodeBuildClient, ListBuildsForProjectCommand, StopBuildCommand } from '@aws-sdk/client-codebuild';
import { CodePipelineClient, GetPipelineStateCommand } from '@aws-sdk/client-codepipeline';
import { DisableRuleCommand, EventBridgeClient, ListRulesCommand } from '@aws-sdk/client-eventbridge';
import { attempt } from './attempt';
import { type PipelineControl, pipelineControl } from './pipeline-control';
import { ignore, ignoreMissingPipeline, RETRY } from '../../aws/client';

/** What starts and does things by itself, as far as it has to be brought to rest. */
export interface Automation extends PipelineControl {
  /** The stages of a pipeline; none if there is no such pipeline. */
  stages(pipeline: string): Promise<readonly string[]>;
  /** Turns the rules off whose names begin so; tells which these are. */
  disableRules(prefix: string): Promise<readonly string[]>;
  /** Ends the builds of a project, as stopping an execution does not. */
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
