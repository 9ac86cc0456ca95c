import { CodePipelineClient, ListActionExecutionsCommand } from '@aws-sdk/client-codepipeline';
import { attempt } from './attempt';
import { RETRY } from '../../aws/client';

/** What actions of pipelines said in earlier executions. */
export interface ActionHistory {
  /** The value of a variable, as the newest run of the action exported it that succeeded. */
  lastExported(pipeline: string, action: string, variable: string): Promise<string | undefined>;
}

/** How many pages of actions are read for the last one that succeeded. */
const PAGES = 5;

export function actionHistory(client = new CodePipelineClient(RETRY)): ActionHistory {
  return {
    lastExported: (pipelineName, action, variable) => attempt(`reading what ${action} of ${pipelineName} said last`, async () => {
      let nextToken: string | undefined;
      for (let page = 0; page < PAGES; page++) {
        const answer = await client.send(new ListActionExecutionsCommand({ pipelineName, maxResults: 100, nextToken }));
        const found = answer.actionExecutionDetails?.find(({ actionName, status }) => actionName === action && status === 'Succeeded');
        if (found) return found.output?.outputVariables?.[variable];
        nextToken = answer.nextToken;
        if (!nextToken) break;
      }
      return undefined;
    }),
  };
}
