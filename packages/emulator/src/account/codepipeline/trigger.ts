import type { Call } from '../service';
import type { Start } from './start';

/** Why an execution starts: because of what the account itself did, or because somebody called for it. */
export function causeOf({ cause = 'manual', caller }: Call, token: string | undefined): Start {
  return { cause, triggerType: cause.startsWith('event:') ? 'CloudWatchEvent' : 'StartPipelineExecution', triggerDetail: caller, token };
}
