import { randomUUID } from 'crypto';
import { pipelineStateOf, type ActionRecord } from '../../account/codepipeline';
import type { ActionRun, Provider } from '../context';

/** Publishes that it waits, and waits for PutApprovalResult. */
export const approval: Provider = async run => {
  const { context, action, configuration, signal } = run;
  const { signals } = pipelineStateOf(context.account);
  action.token = randomUUID();
  action.summary = configuration.CustomData;
  await ask(run, action.token);
  await new Promise<void>((resolve, reject) => {
    const answered = (changed: ActionRecord) => {
      if (changed !== action || action.status === 'InProgress') return;
      signals.off('action', answered);
      resolve();
    };
    signals.on('action', answered);
    signal.addEventListener('abort', () => {
      signals.off('action', answered);
      reject(signal.reason);
    }, { once: true });
  });
  return {};
};

/** The longest subject in SNS, and the time after which an approval expires. */
const SUBJECT_LIMIT = 100;
const APPROVAL_TIMEOUT = 7 * 24 * 3600 * 1000;

/** Publishes the message of CodePipeline: {@link https://docs.aws.amazon.com/codepipeline/latest/userguide/approvals-json-format.html}. */
async function ask(run: ActionRun, token: string) {
  const { context: { account }, execution: { pipeline: pipelineName }, action, configuration, caller } = run;
  const { NotificationArn, CustomData: customData, ExternalEntityLink: externalEntityLink } = configuration;
  if (!NotificationArn) return;
  const { stage: stageName, name: actionName } = action;
  const link = `https://console.aws.amazon.com/codepipeline/home?region=${account.region}#/view/${pipelineName}`;
  const expires = `${new Date(action.started.getTime() + APPROVAL_TIMEOUT).toISOString().slice(0, 16)}Z`;
  await account.call('sns', 'Publish', {
    TopicArn: NotificationArn,
    Subject: `APPROVAL NEEDED: AWS CodePipeline ${pipelineName} for action ${actionName}`.slice(0, SUBJECT_LIMIT),
    Message: JSON.stringify({
      region: account.region,
      consoleLink: link,
      approval: {
        pipelineName,
        stageName,
        actionName,
        token,
        expires,
        externalEntityLink: externalEntityLink ?? null,
        approvalReviewLink: `${link}/${stageName}/${actionName}/approve/${token}`,
        customData,
      },
    }),
  }, { caller });
}
