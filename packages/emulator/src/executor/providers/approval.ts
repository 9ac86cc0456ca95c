import { randomUUID } from 'crypto';
import { pipelineStateOf, type ActionRecord } from '../../account/codepipeline';
import { ActionFailure, type ActionRun, type Provider } from '../context';

/** Publishes that it waits, and waits for PutApprovalResult, or until it expires. */
export const approval: Provider = async run => {
  const { context, action, configuration, signal } = run;
  const { signals } = pipelineStateOf(context.account);
  action.token = randomUUID();
  action.summary = configuration.CustomData;
  await ask(run, action.token);
  let timer: NodeJS.Timeout | undefined;
  let answered: (changed: ActionRecord) => void;
  try {
    await new Promise<void>((resolve, reject) => {
      answered = changed => {
        if (changed === action && action.status !== 'InProgress') resolve();
      };
      signals.on('action', answered);
      signal.addEventListener('abort', () => reject(signal.reason), { once: true });
      // AWS's documents say that the action fails, and not with which words.
      const expire = () => reject(new ActionFailure(`nobody answered the approval within ${minutesOf(run)} minutes`));
      const left = expiryOf(run) - Date.now();
      if (left <= LONGEST_TIMER) timer = setTimeout(expire, left).unref();
    });
  } finally {
    clearTimeout(timer);
    signals.off('action', answered!);
  }
  return {};
};

/** The longest subject in SNS. */
const SUBJECT_LIMIT = 100;
/** An approval expires after 7 days: https://docs.aws.amazon.com/codepipeline/latest/userguide/limits.html. */
const DEFAULT_MINUTES = 7 * 24 * 60;
/** Node.js ends longer timers at once. */
const LONGEST_TIMER = 2 ** 31 - 1;

const minutesOf = ({ action }: ActionRun) => action.declaration.timeoutInMinutes ?? DEFAULT_MINUTES;
const expiryOf = (run: ActionRun) => run.action.started.getTime() + minutesOf(run) * 60_000;

/** Publishes the message of CodePipeline: {@link https://docs.aws.amazon.com/codepipeline/latest/userguide/approvals-json-format.html}. */
async function ask(run: ActionRun, token: string) {
  const { context: { account }, execution: { pipeline: pipelineName }, action, configuration, caller } = run;
  const { NotificationArn, CustomData: customData, ExternalEntityLink: externalEntityLink } = configuration;
  if (!NotificationArn) return;
  const { stage: stageName, name: actionName } = action;
  const link = `https://console.aws.amazon.com/codepipeline/home?region=${account.region}#/view/${pipelineName}`;
  const expires = `${new Date(expiryOf(run)).toISOString().slice(0, 16)}Z`;
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
