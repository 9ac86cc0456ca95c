import { decide } from './decide';
import { gatherFacts, type GateDependencies } from './facts';
import type { Contract } from '../../model/contract';
import { moduleStackName, requiresPath } from '../../model/names';
import { isRequirement, type RequirementText } from '../../model/requirement';
import { again, refuse, succeed, type Answer } from '../aws/job';

/** CodePipeline gives up after a day and says nothing useful then. */
const PATIENCE = 20 * 60 * 60 * 1000;

/** Lets a module's build pass to its deployment as soon as everything that it requires is there. `since`: when it was first asked. */
export async function gate(dependencies: GateDependencies, module: string, contract: Contract, since: number, now = Date.now()): Promise<Answer> {
  if (!isContract(contract)) return refuse(`contract.json of ${module} is no contract; let \`cv-insync package\` write it`);
  const { kind, message } = decide(await gatherFacts(dependencies, module, contract));
  if (kind === 'refuse') return refuse(message);

  const isNew = await note(dependencies, module, contract.consumes);
  // A producer that looked before this was noted may drop what it says: it is seen on its way by whoever looks afterwards.
  if (kind === 'pass') return isNew ? gate(dependencies, module, contract, since, now) : succeed(message);
  if (kind === 'fail') return refuse(message);
  if (kind === 'clear') await dependencies.deleteStack(moduleStackName(dependencies.solution, module));
  return now - since > PATIENCE ? refuse(`${message}, still after 20 hours; it goes on by itself once that is there`) : again(message, String(since));
}

/** What a build wrote is not to be trusted: it ends up in names of parameters. */
const isContract = ({ produces, consumes }: Contract) =>
  Array.isArray(produces) && Array.isArray(consumes) && consumes.every(isRequirement);

/** Whether that was not known before. */
async function note({ solution, store }: GateDependencies, module: string, requires: readonly RequirementText[]): Promise<boolean> {
  const path = requiresPath(solution, module);
  const text = JSON.stringify(requires);
  if ((await store.read([path])).get(path) === text) return false;
  await store.write(path, text);
  return true;
}
