import { importResources } from './import-resources';
import { changeSets } from '../aws/change-sets';
import { moduleTemplate } from '../cloudformation-module/module-template';
import { operatorAccount } from '../solution/operator-account';
import { target, type TargetOptions } from '../solution/target';
import { confirm } from '../terminal/confirm';
import { usageError } from '../terminal/failure';
import { lines, show } from '../terminal/output';

export interface ImportOptions extends TargetOptions {
  readonly resource?: readonly string[];
  readonly folder: string;
  readonly reason?: string;
  readonly yes?: boolean;
  readonly json?: boolean;
}

/** The exit code of a command that has to be run again. */
const WAITING = 3;

/** `cv-insync import`: brings existing resources into a module's stack. Returns the exit code. */
export async function importCommand(
  module: string, { resource: resources = [], folder, reason, yes, json, ...options }: ImportOptions,
): Promise<number> {
  if (!resources.length) usageError('--resource is missing, expected Logical=identifier, such as Trips=trips-prod');
  const solution = target(options);
  const imported = await importResources({
    solution,
    module,
    resources,
    reason,
    template: parameters => moduleTemplate(folder, solution, module, parameters),
    confirm: what => confirm(what, { yes }),
  }, { ...operatorAccount(), changeSets: changeSets() });
  show({ solution, module, ...imported }, () => lines(
    imported.outcome === 'imported' && `imported into ${imported.stack}, with their data: ${imported.resources.map(({ logicalId }) => logicalId).join(', ')}`,
    imported.outcome === 'imported' && 'next: push the version of the module that has them',
    ...imported.notes,
  ), json);
  return imported.outcome === 'waiting' ? WAITING : 0;
}
