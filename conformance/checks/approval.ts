import { PutApprovalResultCommand } from '@aws-sdk/client-codepipeline';
import { addModule, stacksNamed, uploadModule } from './acts';
import type { Check } from './check';
import type { RunContext } from './context';
import { expectEffects } from './expect';
import { pipelineName } from '../../src/model/names';
import { approvalToken } from '../aws/executions';
import type { ModuleOptions } from '../solution/module';

const ASKED: ModuleOptions = { name: 'asked', consumes: ['reader/Out'] };

/** Answers the approval that the pipeline waits for, as a person does in the console. */
async function answer({ account, solution }: RunContext, status: 'Approved' | 'Rejected'): Promise<void> {
  const waiting = await approvalToken(account, solution, ASKED.name);
  if (!waiting) throw new Error(`the pipeline ${pipelineName(solution, ASKED.name)} waits for no approval`);
  await account.codepipeline.send(new PutApprovalResultCommand({ pipelineName: pipelineName(solution, ASKED.name), ...waiting, result: { status, summary: 'conformance' } }));
}

/** A module whose changes a person approves. */
export const approvals: Check[] = [
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
];
