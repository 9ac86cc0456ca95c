import type { ActionRun } from './context';
import type { Account } from '../account/account';
import type { ExecutionRecord } from '../account/codepipeline';
import { sessionOf } from '../account/sessions';

/** The role of an action or a rule, which the role of the pipeline assumes if it is another one, and the session in which it acts. */
export function actingRole(account: Account, { declaration, started }: ExecutionRecord, own: string | undefined): Pick<ActionRun, 'roleArn' | 'caller'> {
  const name = String(started.getTime());
  const ofPipeline = sessionOf(account, 'codepipeline.amazonaws.com', declaration.roleArn!, name);
  if (own === undefined || own === declaration.roleArn) return { roleArn: declaration.roleArn!, caller: ofPipeline };
  return { roleArn: own, caller: sessionOf(account, ofPipeline, own, name) };
}
