import type { Account } from './account';
import { messageOf, type PipelineRecord, stop } from './pipelines';
import type { StackRecord } from './stacks';
import type { PipelineControl as RemovalPipelines } from '../../../src/cli/aws/pipeline-control';
import type { Stacks } from '../../../src/cli/aws/stacks';
import type { Pipelines, StageProgress } from '../../../src/functions/aws/pipelines';
import type { FindStack } from '../../../src/functions/aws/stack-state';
import type { StackResources } from '../../../src/model/stack-resource';
import type { ParameterStore } from '../../../src/registry/parameter-store';

/** The account through the interfaces that the code under test declares. */
export const storeOf = (account: Account): ParameterStore => ({
  list: account.store.list,
  read: account.store.read,
  write: async (name, value) => account.write(name, value),
  remove: async names => names.forEach(name => account.remove(name)),
});

/** For the command line. Operations on a stack end before a call returns, since waiting takes no time in the model. */
export function stacksOf({ stacks }: Account): Stacks {
  const find = (nameOrId: string): StackRecord | undefined => {
    const name = [...stacks.stacks.values()].find(stack => stack.name === nameOrId || stack.id === nameOrId)?.name ?? nameOrId;
    stacks.end(name);
    const stack = stacks.stacks.get(name);
    return stack && (nameOrId === stack.name || nameOrId === stack.id) ? stack : undefined;
  };
  return {
    find: async name => find(name),
    list: async () => [...stacks.stacks.values()],
    template: async name => stacks.stacks.get(name)!.template,
    create: async input => void stacks.deploy(input),
    update: async input => stacks.deploy(input),
    tag: async name => {
      throw new Error(`${name}: no stack is taken over here`);
    },
    continueRollback: async name => {
      throw new Error(`${name}: every update that fails is rolled back here`);
    },
    delete: async name => stacks.delete(name),
    failures: async name => [`${name}: a resource failed`],
  };
}

export const resourcesOf = ({ stacks }: Account): StackResources => ({
  list: async name => Object.entries<{ Type: string }>(JSON.parse(stacks.stacks.get(name)?.template ?? '{}').Resources ?? {})
    .map(([logicalId, { Type }]) => ({ logicalId, type: Type, physicalId: `${name}-${logicalId}` })),
  template: async name => JSON.parse(stacks.stacks.get(name)!.template),
});

/** Time is the number of executions that had begun. */
export const lastModifiedOf = ({ written }: Account) => async (names: readonly string[]) =>
  new Map(names.flatMap(name => written.has(name) ? [[name, new Date(written.get(name)!)] as const] : []));

/** For the functions. */
export const findStackOf = ({ stacks }: Account): FindStack => async name => {
  const stack = stacks.stacks.get(name);
  return stack && { status: stack.status, resolved: stack.resolved };
};

/** For a removal. */
export const removalPipelinesOf = ({ pipelines }: Account): RemovalPipelines => ({
  disableTransition: async (pipeline, stage, reason) => void pipelines.all.get(pipeline)?.closed.set(stage, reason),
  stop: async (pipeline, reason) => stop(pipelines.all.get(pipeline), reason),
});

/** For the function with this name: executions that it starts have its session as trigger. */
export function functionPipelinesOf(account: Account, caller: string): Pipelines {
  const { pipelines } = account;
  const newest = (pipeline?: PipelineRecord) => pipeline?.executions.at(-1);
  return {
    names: async () => [...pipelines.all.keys()],
    mayMissPushes: async () => false,
    newest: async name => {
      const pipeline = pipelines.all.get(name);
      return pipeline && { id: newest(pipeline)?.id ?? '', status: newest(pipeline)?.status ?? 'InProgress' };
    },
    newestAttempt: async name => {
      const [before, attempt] = [undefined, undefined, ...pipelines.all.get(name)?.executions ?? []].slice(-2);
      if (!attempt) return undefined;
      const { id, number, status, startedBy } = attempt;
      return { id, status, started: new Date(number), startedBy, before: before?.status };
    },
    stages: async name => Object.fromEntries([...pipelines.all.get(name)?.stages ?? []].map(([stage, execution]): [string, StageProgress] => {
      const passed = execution.declaration.Stages.findIndex(({ Name }) => Name === stage) < execution.stage || execution.status === 'Succeeded';
      return [stage, {
        execution: execution.id,
        status: passed ? 'Succeeded' : execution.status,
        message: passed ? undefined : messageOf(execution),
        awaitsApproval: false,
      }];
    })),
    isCurrent: async (name, id) => {
      const pipeline = pipelines.all.get(name);
      return pipeline?.executions.find(execution => execution.id === id)?.version === pipeline?.version;
    },
    variable: async (name, id, action, variable) =>
      pipelines.all.get(name)?.executions.find(execution => execution.id === id)?.actions[action]?.variables?.[variable],
    // Histories have no hours: what people and updates start is an hour after the start before.
    startedBy: async (name, session) => {
      const others = [...pipelines.all.values()].flatMap(({ executions }) => executions.filter(each => !each.startedBy));
      const since = Math.max(0, ...others.map(({ number }) => number));
      return pipelines.all.get(name)!.executions.filter(each => each.number > since && each.startedBy?.endsWith(`/${session}`)).length;
    },
    start: async (name, token) => {
      const pipeline = pipelines.all.get(name)!;
      if (!pipeline.tokens.has(token)) pipelines.start(pipeline, token, `arn:aws:sts::111122223333:assumed-role/functions/${caller}`);
      pipeline.tokens.add(token);
    },
    reopen: async (name, stage, reason) => {
      const closed = pipelines.all.get(name)?.closed;
      if (closed?.get(stage) !== reason) return false;
      closed.delete(stage);
      account.tell({ kind: 'opened', pipeline: name, stage });
      return true;
    },
  };
}
