import type { AppliedChanges } from '../../model/environment';
import { gaveUp, isWaiting } from '../../model/execution';
import { type Answer, refuse, succeed } from '../aws/job';

/** How the delivery of a module ended. */
export interface DeliveryOutcome {
  readonly module: string;
  /** A status of a pipeline execution; `Removed` if there is no pipeline any more. */
  readonly status: string;
  /** Where it failed, and what the failed action said. */
  readonly stage?: string;
  readonly message?: string;
  readonly awaitsApproval?: boolean;
}

/** What the people who read the pipeline have to know about everything that was delivered and removed. */
export function summarize(outcomes: readonly DeliveryOutcome[], { removed, troubled }: Pick<AppliedChanges, 'removed' | 'troubled'>): Answer {
  const failed = outcomes.filter(({ status }) => gaveUp(status));
  const blocked = failed.filter(({ message }) => isWaiting(message));
  const approvals = outcomes.filter(({ awaitsApproval }) => awaitsApproval);
  const delivered = outcomes.filter(({ status }) => status === 'Succeeded');
  const parts = [
    outcomes.length || !removed.length ? `${delivered.length} of ${outcomes.length} delivered` : '',
    section('removed', removed),
    section('failed', failed.filter(outcome => !blocked.includes(outcome)).map(describe)),
    section('blocked by others', blocked.map(describe)),
    section('wait for approval', approvals.map(({ module }) => module)),
    section('in trouble before', troubled),
  ].filter(Boolean);
  const message = parts.join('. ');
  return failed.length ? refuse(`${message}. Each goes on as soon as its cause is corrected and pushed; nothing has to be started here`) : succeed(message);
}

const section = (title: string, items: readonly string[]) => items.length ? `${title}: ${items.join('; ')}` : '';

const describe = ({ module, status, stage, message }: DeliveryOutcome) => `${module} (${[stage, message?.slice(0, 300) ?? status].filter(Boolean).join(': ')})`;
