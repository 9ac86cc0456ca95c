import { join } from 'path';
import { codeList } from './code-list';
import { summarize } from './log-summary';
import { prepareSolution } from './prepare-solution';
import { readAssembly } from '../../assembly/cloud-assembly';
import { BUILD_OUTPUT, ENVIRONMENT, EXPORTED } from '../../model/environment';
import * as store from '../../registry/aws/ssm';
import { actionHistory } from '../aws/action-history';
import { currentEnvironment } from '../aws/aws-environment';
import { objects } from '../aws/objects';
import { stacks } from '../aws/stacks';
import { topics } from '../aws/topics';
import { ownSolution } from '../bundle/build-variables';
import { heldBackVariable } from '../bundle/held-back-variable';
import { installedTools } from '../bundle/installation';
import { writeFile, writeFolder } from '../bundle/write-files';
import { notifier } from '../solution/notifications/notifier';
import { notifyHeldBack } from '../solution/notifications/notify-held-back';

/** `cv-insync prepare`: prepares the solution in a checkout of the core's repository, after `cdk synth`. */
export async function prepare(directory = process.cwd()): Promise<void> {
  const solution = ownSolution();
  const { core, ...rest } = readAssembly(join(directory, 'cdk.out'));
  // A core that was launched from a template keeps its stack until the app's own core is deployed over it.
  const assembly = process.env[ENVIRONMENT.choices] ? rest : { core, ...rest };
  const account = { store, objects: objects(), stacks: stacks(), environment: currentEnvironment() };
  const prepared = await prepareSolution(assembly, solution, installedTools(), account, console.log, await codeList(core, solution, store));

  writeFolder(join(directory, BUILD_OUTPUT.prepared), prepared.files);
  const { heldBack } = prepared.generated.directory;
  writeFile(join(directory, EXPORTED.INSYNC_HELD_BACK), heldBackVariable(heldBack));
  writeFile(join(directory, EXPORTED.INSYNC_DIRECTORY_DIGEST), prepared.directoryDigest);
  console.log(summarize(solution, prepared));
  await notifyHeldBack({ solution, of: 'core', action: 'Prepare' }, heldBack, actionHistory(), await notifier(solution, store, topics(), console.log), console.log);
}
