import type { ParameterStore } from '../../registry/parameter-store';
import { parameterStore } from '../aws/parameter-store';
import { type PipelineStates, pipelineStates } from '../aws/pipeline-states';
import { type Stacks, stacks } from '../aws/stacks';

/** The part of the account that commands for operators use. */
export interface OperatorAccount {
  readonly store: ParameterStore;
  readonly stacks: Stacks;
  readonly pipelines: PipelineStates;
}

/** The account and region that the environment selects. */
export const operatorAccount = (): OperatorAccount => ({ store: parameterStore(), stacks: stacks(), pipelines: pipelineStates() });
