import type { Account } from './account';
import { messageOf, type PipelineRecord, running } from './pipelines';
import type { StackRecord } from './stacks';
import type { Pipelines as RemovalPipelines } from '../../../src/cli/aws/pipelines';
import type { Stacks } from '../../../src/cli/aws/stacks';
import type { Pipelines, Stage } from '../../../src/functions/aws/pipelines';
import type { FindStack } from '../../../src/functions/aws/stacks';
import type { ParameterStore } from '../../../src/registry/parameters';

/** The account, as the code under test sees it: through the interfaces that it declares. */
export const storeOf = (account: Account): ParameterStore => ({
  list: account.store.list,
  read: account.store.read,
  write: async (name, value) => account.write(name, value),
  remove: async names => names.forEach(name => account.remove(name)),
});

/** For the command line. What goes on in a stack ends before the answer: waiting takes no time here. */
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
    delete: async name => stacks.delete(name),
    failures: async name => [`${name}: a resource failed`],
  };
}

/** For the functions. */
export const findStackOf = ({ stacks }: Account): FindStack => async name => {
  const stack = stacks.stacks.get(name);
  return stack && { status: stack.status, resolved: stack.resolved };
};

/** For a removal. */
export const removalPipelinesOf = ({ pipelines }: Account): RemovalPipelines => ({
  closeStage: async (pipeline, stage) => void pipelines.all.get(pipeline)?.closed.add(stage),
  stop: async pipeline => running(pipelines.all.get(pipeline)).forEach(execution => { execution.status = 'Stopped'; }),
});

/** For the functions. */
export function functionPipelinesOf({ pipelines }: Account): Pipelines {
  const newest = (pipeline?: PipelineRecord) => pipeline?.executions.at(-1);
  return {
    names: async () => [...pipelines.all.keys()],
    newest: async name => {
      const pipeline = pipelines.all.get(name);
      return pipeline && { id: newest(pipeline)?.id ?? '', status: newest(pipeline)?.status ?? 'InProgress' };
    },
    stages: async name => Object.fromEntries([...pipelines.all.get(name)?.stages ?? []].map(([stage, execution]): [string, Stage] => {
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
    start: async (name, token) => {
      const pipeline = pipelines.all.get(name)!;
      if (!pipeline.tokens.has(token)) pipelines.start(pipeline, token);
      pipeline.tokens.add(token);
    },
  };
}
