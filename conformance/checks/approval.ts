import { DescribeStacksCommand, type Stack, UpdateStackCommand, waitUntilStackUpdateComplete } from '@aws-sdk/client-cloudformation';
import { PutApprovalResultCommand } from '@aws-sdk/client-codepipeline';
import { addModule, stacksNamed, uploadModule } from './acts';
import type { Check } from './check';
import type { RunContext } from './context';
import { expectEffects } from './expect';
import { deliveryStackName, pipelineName } from '../../src/model/names';
import { APPROVAL_TIMEOUT } from '../../src/pipelines/delivery/parameters';
import { approvalToken } from '../aws/executions';
import type { ModuleOptions } from '../solution/module';

const ASKED: ModuleOptions = { name: 'asked', consumes: ['reader/Out'] };

/** Answers the approval that the pipeline waits for, as a person does in the console. */
async function answer({ account, solution }: RunContext, status: 'Approved' | 'Rejected'): Promise<void> {
  const waiting = await approvalToken(account, solution, ASKED.name);
  if (!waiting) throw new Error(`the pipeline ${pipelineName(solution, ASKED.name)} waits for no approval`);
  await account.codepipeline.send(new PutApprovalResultCommand({ pipelineName: pipelineName(solution, ASKED.name), ...waiting, result: { status, summary: 'conformance' } }));
}

/** The shortest time that CodePipeline takes: https://docs.aws.amazon.com/codepipeline/latest/APIReference/API_ActionDeclaration.html. */
const SHORTEST_MINUTES = 5;
const MINUTE = 60_000;

/** Lets approvals of the module expire after the shortest time, which restarts its pipeline. */
async function expireSoon({ account: { cloudformation: client, endpoint }, solution }: RunContext): Promise<void> {
  const StackName = deliveryStackName(solution, ASKED.name);
  const { Stacks: [{ Parameters = [] }] = [{}] as Stack[] } = await client.send(new DescribeStacksCommand({ StackName }));
  await client.send(new UpdateStackCommand({
    StackName,
    UsePreviousTemplate: true,
    Capabilities: ['CAPABILITY_NAMED_IAM'],
    Parameters: Parameters.map(({ ParameterKey }) => ParameterKey === APPROVAL_TIMEOUT
      ? { ParameterKey, ParameterValue: String(SHORTEST_MINUTES) } : { ParameterKey, UsePreviousValue: true }),
  }));
  const [minDelay, maxDelay] = endpoint === undefined ? [5, 30] : [1, 1];
  await waitUntilStackUpdateComplete({ client, maxWaitTime: 30 * 60, minDelay, maxDelay }, { StackName });
}

/** A module whose changes a person approves. */
export const approvals = (waitsForExpiry: boolean): Check[] => [
  {
    name: 'approval/asked',
    title: 'a module that needs an approval waits for it, with a change set',
    after: ['flow/add-a-module'],
    usage: { core: 1, modules: 1, module: 1, deliveries: 1 },
    run: async context => {
      await expectEffects(context, 'approval/asked', () => addModule(context, ASKED, '--approval'), {
        ran: ['asked: InProgress', 'core: Succeeded', 'modules: Succeeded'],
        created: stacksNamed(context, 'asked', 'delivery-asked'),
        updated: stacksNamed(context, 'modules'),
      });
    },
  },
  {
    name: 'approval/approved',
    title: 'an approved change set is executed',
    after: ['approval/asked'],
    run: async context => {
      await expectEffects(context, 'approval/approved', () => answer(context, 'Approved'), { ran: ['asked: Succeeded'], updated: stacksNamed(context, 'asked') });
    },
  },
  {
    name: 'approval/rejected',
    title: 'a rejected change is not deployed',
    after: ['approval/approved'],
    usage: { module: 1 },
    run: async context => {
      await expectEffects(context, 'approval/rejected', () => uploadModule(context, { ...ASKED, value: 'two' }), { ran: ['asked: InProgress'] });
      await expectEffects(context, 'approval/rejected', () => answer(context, 'Rejected'), { ran: ['asked: Failed'] });
    },
  },
  {
    name: 'approval/expired',
    title: 'a change that nobody approves or rejects is not deployed',
    after: ['approval/rejected'],
    usage: { module: 1 },
    ...!waitsForExpiry && { leftOut: `takes ${SHORTEST_MINUTES} minutes, the shortest time of CodePipeline; --expiry tries it` },
    run: async context => {
      await expectEffects(context, 'approval/expired', () => expireSoon(context), { ran: ['asked: InProgress'], updated: stacksNamed(context, 'delivery-asked') });
      await expectEffects(context, 'approval/expired', () => context.sleep(SHORTEST_MINUTES * MINUTE), { ran: ['asked: Failed'] });
    },
  },
];
