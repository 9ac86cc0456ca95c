import type { AppliedChanges } from '../../model/environment';
import { gaveUp, isWaiting } from '../../model/execution';
import { type Answer, fail, succeed } from '../aws/job';

/** Result of a module's delivery. */
export interface DeliveryOutcome {
  readonly module: string;
  /** A status of a pipeline execution; `Removed` if the pipeline does not exist any more. */
  readonly status: string;
  /** The stage that failed, and the message of its failed action. */
  readonly stage?: string;
  readonly message?: string;
  readonly awaitsApproval?: boolean;
}

/** Summarizes the deliveries and removals for the people who look at the pipeline. */
export function summarize(outcomes: readonly DeliveryOutcome[], { removed, troubled }: Pick<AppliedChanges, 'removed' | 'troubled'>): Answer {
  const failed = outcomes.filter(({ status }) => gaveUp(status));
  const blocked = failed.filter(({ message }) => isWaiting(message));
  const approvals = outcomes.filter(({ awaitsApproval }) => awaitsApproval);
  const delivered = outcomes.filter(({ status }) => status === 'Succeeded');
  const parts = [
    outcomes.length || !removed.length ? `${delivered.length} of ${outcomes.length} delivered` : '',
    section('removed', removed),
    section('failed', failed.filter(outcome => !blocked.includes(outcome)).map(describe)),
    section('blocked by other modules', blocked.map(describe)),
    section('waiting for approval', approvals.map(({ module }) => module)),
    section('failed before', troubled),
  ].filter(Boolean);
  const message = parts.join('. ');
  return failed.length ? fail(`${message}. Each continues once its cause is corrected and pushed; do not restart this pipeline`) : succeed(message);
}

const section = (title: string, items: readonly string[]) => items.length ? `${title}: ${items.join('; ')}` : '';

const describe = ({ module, status, stage, message }: DeliveryOutcome) => `${module} (${[stage, message?.slice(0, 300) ?? status].filter(Boolean).join(': ')})`;
