import { join } from 'path';
import { applyDefinition } from './apply-definition';
import { BUILD_OUTPUT, EXPORTED } from '../../model/environment';
import * as store from '../../registry/aws/ssm';
import { actionHistory } from '../aws/action-history';
import { pipelineControl } from '../aws/pipeline-control';
import { stackResources } from '../aws/stack-resources';
import { stacks } from '../aws/stacks';
import { topics } from '../aws/topics';
import { ownSolution } from '../bundle/build-variables';
import { readDefinition } from '../bundle/definition';
import { heldBackVariable } from '../bundle/held-back-variable';
import { writeFile } from '../bundle/write-files';
import { notifier as notifierOf } from '../solution/notifications/notifier';
import { notifyHeldBack } from '../solution/notifications/notify-held-back';
import { Failure } from '../terminal/failure';

/** `cv-insync apply`: applies the unpacked definition bundle in a folder. */
export async function apply(directory = process.cwd()): Promise<void> {
  const definition = readDefinition(directory);
  const solution = ownSolution();
  const notifier = await notifierOf(solution, store, topics(), console.log);
  const account = { store, stacks: stacks(), resources: stackResources(), pipelines: pipelineControl(), notifier };
  const { changes, heldBack, kept, failures } = await applyDefinition(solution, definition, account, console.log);

  writeFile(join(directory, BUILD_OUTPUT.applied), changes);
  writeFile(join(directory, EXPORTED.INSYNC_HELD_BACK), heldBackVariable([...heldBack, ...kept]));
  for (const { module, reason } of [...heldBack, ...kept]) console.log(`held back: ${module}: ${reason}`);
  // The action Prepare has notified entries that are held back.
  await notifyHeldBack({ solution, of: 'modules', action: 'Apply' }, heldBack, actionHistory(), notifier, console.log);
  console.log(`modules listed: ${definition.entries.length}, deliveries changed: ${changes.changed.length}, modules removed: ${changes.removed.length}`);
  if (failures.length) throw new Failure(failures.map(({ module, reason }) => `${module}: ${reason}`));
}
