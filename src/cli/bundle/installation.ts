import { readFileSync } from 'fs';
import { basename, dirname, join } from 'path';
import type { Tools } from './generate';
import { DELIVERY_KINDS, deliveryTemplateFile } from '../../pipelines/delivery/parameters';
import { MODULES_TEMPLATE_FILE } from '../../pipelines/modules/parameters';
import { fail } from '../terminal/failure';

export const COMMAND_LINE_FILE = 'cv-insync.js';
/** The command `apply` alone, which definition bundles contain. */
export const APPLY_FILE = 'apply.js';

/** The program that runs functions of a rehearsal. */
export const FUNCTION_RUNNER_FILE = 'run-function.js';
/** The program that connects the sandboxes of a rehearsal to its account. */
export const FORWARDER_FILE = 'run-forwarder.js';

/** The package's `assets` folder, which contains the bundled command line. The sources are in a folder beside it. */
export const assetsFolder = (file = __filename) =>
  basename(file) === COMMAND_LINE_FILE ? dirname(file) : join(dirname(file), '..', '..', '..', 'assets');

/** The parts of definition bundles that this package contains. */
export function installedTools(folder = assetsFolder()): Tools {
  const read = (file: string) => {
    try {
      return readFileSync(join(folder, file));
    } catch {
      return fail(`${join(folder, file)} is missing, expected it in every installation of cv-insync; install the package again (in its own repository: npx projen build)`);
    }
  };
  return {
    apply: read(APPLY_FILE),
    deliveryTemplates: Object.fromEntries(DELIVERY_KINDS.map(kind => [kind, read(deliveryTemplateFile(kind)).toString()])) as Tools['deliveryTemplates'],
    modulesTemplate: read(MODULES_TEMPLATE_FILE).toString(),
  };
}
