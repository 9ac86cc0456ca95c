import type { OperatorAccount } from './view';
import { pipelineStates } from '../aws/pipeline-states';
import { stacks } from '../aws/stacks';
import { parameterStore } from '../aws/parameter-store';

/** The account that the environment leads to. */
export const operatorAccount = (): OperatorAccount => ({ store: parameterStore(), stacks: stacks(), pipelines: pipelineStates() });
