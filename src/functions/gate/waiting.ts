import { isWaiting } from '../../model/execution';
import type { Execution, StageProgress } from '../aws/pipelines';

type Stages = Partial<Record<string, StageProgress>>;

/** Whether an execution failed waiting for another module: in Gate, or in Deploy, which begins with the gate again after a manual approval. */
export const failedWaiting = ({ Gate, Deploy }: Stages, { id, status }: Pick<Execution, 'id' | 'status'>): boolean =>
  status === 'Failed' && [Gate, Deploy].some(stage => stage?.execution === id && isWaiting(stage.message));
