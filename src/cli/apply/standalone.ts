import { apply } from '.';
import { exitCodeOf } from '../terminal/exit-code';

/** `cv-insync apply` in a file of its own: what definition bundles bring along, so that they do not change with other commands. */
void exitCodeOf(async () => {
  await apply();
  return 0;
}).then(code => process.exit(code));
