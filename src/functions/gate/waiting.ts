import { isWaiting } from '../../model/execution';
import type { Execution, StageProgress } from '../aws/pipelines';

type Stages = Partial<Record<string, StageProgress>>;

/** Whether an execution failed for want of something of another module: at its gate, or in Deploy, where a module that is approved passes it again. */
export const failedWaiting = ({ Gate, Deploy }: Stages, { id, status }: Pick<Execution, 'id' | 'status'>): boolean =>
  status === 'Failed' && [Gate, Deploy].some(stage => stage?.execution === id && isWaiting(stage.message));
