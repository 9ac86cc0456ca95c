import {
  CreateStackCommand, type CreateStackCommandInput, DeleteStackCommand, DescribeStacksCommand, UpdateStackCommand,
} from '@aws-sdk/client-cloudformation';
import type { TypeCase } from './case';
import { partOf, type Template } from './templates';
import { deployRoleName, moduleStackName, TAGS } from '../../src/model/names';
import { historyOf, type StackHistory } from '../aws/stacks';
import type { RunContext } from '../checks/context';
import { TYPES_MODULE } from '../names';

/** What is done with the stack of a case, in order. */
export const STEPS = ['create', 'change', 'tag', 'untag', 'delete'] as const;
export type Step = typeof STEPS[number];

export type Lifecycle = Readonly<Partial<Record<Step, StackHistory & { readonly status: string }>>>;

/** A step that did not end as it should. */
export class StepFailed extends Error {
  constructor(readonly step: Step, message: string, readonly lifecycle: Lifecycle) {
    super(`${step}: ${message}`);
  }
}

export interface Templates {
  readonly before: Template;
  readonly after: Template;
}

/** Takes the stack of a case through all steps, with the role that the pipeline of the module deploys with. */
export async function liveThrough(context: RunContext, typeCase: TypeCase, { before, after }: Templates): Promise<Lifecycle> {
  const { account, solution } = context;
  const { cloudformation: client } = account;
  const StackName = `${moduleStackName(solution, TYPES_MODULE)}-${typeCase.name}`;
  const tags = { [TAGS.solution]: solution, [TAGS.module]: TYPES_MODULE };
  const input = (template: Template, more: Readonly<Record<string, string>> = {}): CreateStackCommandInput => ({
    StackName,
    TemplateBody: JSON.stringify(partOf(template, typeCase)),
    RoleARN: `arn:${account.partition}:iam::${account.id}:role/${deployRoleName(solution, TYPES_MODULE)}`,
    Capabilities: ['CAPABILITY_NAMED_IAM', 'CAPABILITY_AUTO_EXPAND'],
    Tags: Object.entries({ ...tags, ...more }).map(([Key, Value]) => ({ Key, Value })),
  });
  const acts: Record<Step, () => Promise<unknown>> = {
    create: () => client.send(new CreateStackCommand(input(before))),
    change: () => client.send(new UpdateStackCommand(input(after))),
    tag: () => client.send(new UpdateStackCommand(input(after, { conformance: 'tagged' }))),
    untag: () => client.send(new UpdateStackCommand(input(after))),
    delete: () => client.send(new DeleteStackCommand({ StackName })),
  };
  const lifecycle: Record<string, StackHistory & { status: string }> = {};
  let id = StackName;
  for (const step of STEPS) {
    const since = Date.now();
    const answer = await acts[step]().catch((error: Error) => { throw new StepFailed(step, error.message, lifecycle); });
    id = (answer as { StackId?: string }).StackId ?? id;
    const status = await settled(context, id);
    const history = await historyOf(account, id, since);
    lifecycle[step] = { status, ...history };
    if (status !== EXPECTED[step]) throw new StepFailed(step, [`found ${status}, expected ${EXPECTED[step]}`, ...history.failures].join('; '), lifecycle);
  }
  return lifecycle;
}

const EXPECTED: Readonly<Record<Step, string>> = {
  create: 'CREATE_COMPLETE', change: 'UPDATE_COMPLETE', tag: 'UPDATE_COMPLETE', untag: 'UPDATE_COMPLETE', delete: 'DELETE_COMPLETE',
};

/** The status of a stack once nothing happens to it. */
async function settled({ account, sleep, pace }: RunContext, id: string): Promise<string> {
  for (const end = Date.now() + pace.patience; Date.now() < end; await sleep(pace.poll)) {
    const { Stacks } = await account.cloudformation.send(new DescribeStacksCommand({ StackName: id }));
    const status = Stacks![0].StackStatus!;
    if (!status.endsWith('_IN_PROGRESS')) return status;
  }
  throw new Error(`${id}: still in progress after ${pace.patience / 60_000} minutes`);
}
