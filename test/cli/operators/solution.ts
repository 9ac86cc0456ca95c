import type { PipelineState } from '../../../src/cli/aws/pipeline-states';
import type { DeployedStack } from '../../../src/cli/aws/stacks';
import { deliveryOf } from '../../../src/cli/bundle/deliveries';
import type { OperatorAccount } from '../../../src/cli/solution/operator-account';
import type { Entry } from '../../../src/model/entry';
import { listParameters } from '../../registry/memory-store';
import { memoryStacks, memoryStore, stackOf, TOOLS } from '../world';

export const entry = (name: string, changes: Partial<Entry> = {}): Entry =>
  ({ schema: 1, name, source: { kind: 'github', repository: `acme/${name}`, branch: 'main' }, ...changes });

const tags = (module: string) => ({ 'insync:solution': 's', 'insync:module': module });

export interface Setting {
  /** Entries, by owner and name: `{ 'self/dtc': {...} }`. */
  readonly directory?: Readonly<Record<string, object | string>>;
  /** Modules that are installed as in their entries, with the outputs that each requires. */
  readonly installed?: Readonly<Record<string, readonly string[]>>;
  readonly stacks?: readonly DeployedStack[];
  readonly parameters?: Readonly<Record<string, string>>;
  readonly pipelines?: readonly PipelineState[];
  readonly faults?: Readonly<Record<string, string>>;
}

/** The solution `s` with the core module `fleet`, in memory. */
export function solutionInMemory({ directory = {}, installed = {}, stacks = [], parameters = {}, pipelines = [], faults }: Setting = {}) {
  const delivered = Object.keys(installed).flatMap(name => {
    const delivery = deliveryOf('s', entry(name), TOOLS.deliveryTemplates);
    return [stackOf(delivery.stack, { tags: delivery.tags, parameters: delivery.parameters }), stackOf(`s-${name}`, { tags: tags(name) })];
  });
  const cloud = memoryStacks([
    stackOf('s-core', { tags: tags('core') }), stackOf('s-fleet', { tags: tags('fleet') }),
    stackOf('s-modules', { tags: tags('modules'), parameters: { CoreModules: 'fleet', DefinitionKey: 'definitions/x.zip' } }),
    ...delivered, ...stacks,
  ], faults);
  const inCode = (path: string) => path.startsWith('core/');
  const store = memoryStore({
    ...listParameters('s', ...Object.entries(directory).filter(([path]) => inCode(path)).map(([, value]) => value as Entry)),
    '/s/core/artifact-bucket': 'artifacts',
    '/s/core/connection-arn': 'arn:connection',
    '/s/core/delivery-role-arn': 'arn:role',
    ...Object.fromEntries(Object.entries(directory).filter(([path]) => !inCode(path)).map(([path, value]) => [`/s/directory/${path}`, typeof value === 'string' ? value : JSON.stringify(value)])),
    ...Object.fromEntries(Object.entries(installed).flatMap(([name, consumes]) => {
      const produces = Object.values(installed).flat().map(item => item.split('/')).filter(([module]) => module === name).map(([, output]) => output);
      return [[`/s/modules/${name}/contract`, JSON.stringify({ produces })], [`/s/modules/${name}/gated`, JSON.stringify({ produces, consumes })]];
    })),
    ...parameters,
  });
  const started: string[] = [];
  const account: OperatorAccount = {
    store,
    stacks: cloud,
    pipelines: {
      find: async name => pipelines.find(pipeline => pipeline.name === name),
      start: async name => void started.push(name),
      region: async () => 'eu-central-1',
    },
  };
  const operatorEntry = (name: string) => {
    const text = store.values.get(`/s/directory/operator/${name}`);
    return text === undefined ? undefined : JSON.parse(text) as object;
  };
  return { account, cloud, store, started, operatorEntry };
}
