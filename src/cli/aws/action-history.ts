import { CodePipelineClient, ListActionExecutionsCommand } from '@aws-sdk/client-codepipeline';
import { attempt } from './attempt';
import { RETRY } from '../../aws/client';

/** Output variables of earlier executions. */
export interface ActionHistory {
  /** The value of a variable that the action exported when it last succeeded. */
  lastExported(pipeline: string, action: string, variable: string): Promise<string | undefined>;
}

/** Maximum number of pages that are searched for the last action that succeeded. */
const PAGES = 5;

export function actionHistory(client = new CodePipelineClient(RETRY)): ActionHistory {
  return {
    lastExported: (pipelineName, action, variable) => attempt(`reading the last output variables of ${action} in ${pipelineName}`, async () => {
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
