import type { Call } from '../service';
import type { Start } from './start';

/** The cause and trigger of an execution that a call of StartPipelineExecution starts. */
export function causeOf({ cause = 'manual', caller, sourceArn }: Call, token: string | undefined): Start {
  return { cause, triggerType: cause.startsWith('event:') ? 'CloudWatchEvent' : 'StartPipelineExecution', triggerDetail: sourceArn ?? caller, token };
}
