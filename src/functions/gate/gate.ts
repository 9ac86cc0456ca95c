import { decide } from './decide';
import { gatherFacts, type GateDependencies } from './facts';
import type { Contract } from '../../model/contract';
import { gatedPath, moduleStackName } from '../../model/names';
import { type Answer, continueLater, fail, succeed } from '../aws/job';

/** 20 hours, in milliseconds. CodePipeline fails an action after 24 hours, with a message that does not name the cause. */
const WAIT_LIMIT = 72e6;

/** Passes a module's build to its deployment as soon as everything that it requires is available. `since`: time of the first call. */
export async function gate(dependencies: GateDependencies, module: string, contract: Contract, since: number, now = Date.now()): Promise<Answer> {
  const facts = await gatherFacts(dependencies, module, contract);
  const { kind, message } = decide(facts);
  if (kind === 'refuse') return fail(message);

  const isNew = await record(dependencies, module, facts.contract);
  // A producer whose gate ran before this was recorded may drop a required output. The second check finds it past its gate.
  if (kind === 'pass') return isNew ? gate(dependencies, module, contract, since, now) : succeed(message);
  if (kind === 'fail') return fail(message);
  if (kind === 'clear') await dependencies.deleteStack(moduleStackName(dependencies.solution, module));
  return now - since > WAIT_LIMIT ? fail(`${message}, still after 20 hours`) : continueLater(message, String(since));
}

/** Records what the module produces and consumes, which others act on. Returns whether that is new. */
async function record({ solution, store }: GateDependencies, module: string, { produces, consumes }: Contract): Promise<boolean> {
  const path = gatedPath(solution, module);
  const text = JSON.stringify({ produces, consumes });
  if ((await store.read([path])).get(path) === text) return false;
  await store.write(path, text);
  return true;
}
