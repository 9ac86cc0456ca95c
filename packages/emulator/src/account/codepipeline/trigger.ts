import type { Call } from '../service';
import type { Start } from './start';

/** Why an execution is started: by what the account itself did, by what the caller said in its request token, or by hand. */
export function causeOf({ cause, caller }: Call, token: string | undefined): Start {
  if (cause === 'update') return { cause, triggerType: 'StartPipelineExecution', triggerDetail: caller };
  if (cause?.startsWith('event:')) return { cause, triggerType: 'CloudWatchEvent', triggerDetail: caller };
  return { cause: cause ?? causeOfToken(token), triggerType: 'StartPipelineExecution', triggerDetail: caller };
}

function causeOfToken(token = ''): string {
  const [why, module, output] = token.split('--');
  if (why === 'announce' && module && output) return `announce:${module}/${output}`;
  return why === 'ensure' ? 'ensure' : 'manual';
}
