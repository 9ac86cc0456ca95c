import { join } from 'path';
import { actionHistory } from './aws/action-history';
import { objects } from './aws/objects';
import { stacks } from './aws/stacks';
import { topics } from './aws/topics';
import { readAssembly } from './build/assembly';
import { currentEnvironment, ownSolution } from './build/environment';
import { heldBackVariable } from './build/held-back';
import { chosenModules } from './build/launched';
import { writeFile, writeFolder } from './build/output';
import { installedTools } from './installation';
import { tellHeldBack } from './notifications/held-back';
import { notifier } from './notifications/notifier';
import { prepareSolution } from './prepare/prepare';
import { summarize } from './prepare/summary';
import * as store from '../registry/aws/parameters';
import { directoryDigest } from '../registry/directory';
import { BUILD_OUTPUT, EXPORTED } from '../registry/environment';

/** `cv-insync prepare`: in a checkout of the core's repository, after `cdk synth`. */
export async function prepare(directory = process.cwd()): Promise<void> {
  const solution = ownSolution();
  const { core, ...rest } = readAssembly(join(directory, 'cdk.out'));
  const chosen = chosenModules(solution);
  // A stack that was launched from a template stays as it was launched, until somebody deploys the app's own over it.
  const assembly = chosen ? rest : { core, ...rest };
  const account = { store, objects: objects(), stacks: stacks(), environment: currentEnvironment() };
  const prepared = await prepareSolution(assembly, solution, installedTools(), account, console.log, chosen);

  writeFolder(join(directory, BUILD_OUTPUT.prepared), prepared.files);
  const { heldBack } = prepared.generated.directory;
  writeFile(join(directory, EXPORTED.INSYNC_HELD_BACK), heldBackVariable(heldBack));
  writeFile(join(directory, EXPORTED.INSYNC_DIRECTORY_DIGEST), directoryDigest(prepared.records));
  console.log(summarize(solution, prepared));
  const people = await notifier(solution, store, topics(), console.log);
  await tellHeldBack({ solution, of: 'core', action: 'Prepare' }, heldBack, actionHistory(), people, console.log);
}
