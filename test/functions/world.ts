import type { Execution, Pipelines, StageProgress } from '../../src/functions/aws/pipelines';
import type { StackState } from '../../src/functions/aws/stack-state';
import type { RequirementText } from '../../src/model/requirement';
import { listParameters, memoryStore } from '../registry/memory-store';

export interface FakePipeline {
  readonly status: string;
  readonly id?: string;
  readonly started?: Date;
  readonly startedBy?: string;
  readonly before?: string;
  /** How many executions were started as this one was, within the last hour. */
  readonly starts?: number;
  readonly stages?: Readonly<Record<string, Partial<StageProgress>>>;
  /** Why the transition to its deployment is disabled, if it is. */
  readonly closed?: string;
  readonly variables?: Readonly<Record<string, string>>;
  /** Whether the definition changed after this execution began. */
  readonly outdated?: boolean;
  /** Whether its trigger has path filters. */
  readonly filtered?: boolean;
}

export interface Setting {
  readonly core?: readonly string[];
  readonly parameters?: Readonly<Record<string, string>>;
  /** When parameters were last modified. */
  readonly modified?: Readonly<Record<string, Date>>;
  readonly stacks?: Readonly<Record<string, string | StackState>>;
  /** Pipelines with their newest execution; `undefined` for one that was just created. */
  readonly pipelines?: Readonly<Record<string, FakePipeline | undefined>>;
}

/** The dependencies of a function of the solution `s`, in memory. */
export function world({ core = [], parameters = {}, modified = {}, stacks = {}, pipelines: given = {} }: Setting) {
  const pipelines = { ...given };
  const started: [string, string][] = [];
  const deleted: string[] = [];
  const reopened: string[][] = [];
  const newest = (name: string): Execution | undefined => {
    if (!(name in pipelines)) return undefined;
    const { id = '1', status } = pipelines[name] ?? { id: '', status: 'InProgress' };
    return { id, status };
  };
  const fake: Pipelines = {
    names: async () => Object.keys(pipelines),
    newest: async name => newest(name),
    newestAttempt: async name => {
      const { startedBy, before } = pipelines[name] ?? {};
      return pipelines[name] && { ...newest(name)!, started: pipelines[name].started ?? new Date(0), startedBy, before };
    },
    stages: async name => Object.fromEntries(Object.entries(pipelines[name]?.stages ?? {}).map(([stage, state]) =>
      [stage, { execution: newest(name)!.id, status: 'Succeeded', awaitsApproval: false, ...state }])),
    isCurrent: async name => !pipelines[name]?.outdated,
    mayMissPushes: async name => pipelines[name]?.filtered === true,
    variable: async (name, _execution, _action, variable) => pipelines[name]?.variables?.[variable],
    startedBy: async (name, session) => pipelines[name]?.startedBy?.endsWith(`/${session}`) ? pipelines[name].starts ?? 1 : 0,
    start: async (name, token) => void started.push([name, token]),
    reopen: async (name, stage, reason) => {
      reopened.push([name, stage, reason]);
      return pipelines[name]?.closed === reason;
    },
  };
  return {
    solution: 's',
    core,
    store: memoryStore({ ...listParameters('s'), ...parameters }),
    lastModified: async (names: readonly string[]) => new Map(names.flatMap(name => modified[name] ? [[name, modified[name]] as const] : [])),
    pipelines: fake,
    leftOut: (): ReadonlyMap<string, string> => new Map(),
    findStack: async (name: string) => {
      const stack = stacks[name];
      return typeof stack === 'string' ? { status: stack, resolved: new Map<string, string>() } : stack;
    },
    stackStatus: async (name: string) => {
      const stack = stacks[name];
      return typeof stack === 'string' ? stack : stack?.status;
    },
    /** Ends the newest execution of a pipeline. */
    end: (name: string, status: string) => void (pipelines[name] = { ...pipelines[name], status }),
    deleteStack: async (name: string) => void deleted.push(name),
    started,
    deleted,
    reopened,
  };
}

export const contract = (name: string, produces: string[] = [], consumes: RequirementText[] = []) =>
  ({ schema: 1 as const, name, version: '1.0.0', produces, consumes });
