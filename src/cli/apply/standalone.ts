import { apply } from '.';
import { exitCodeOf } from '../terminal/exit-code';

/** `cv-insync apply` in a file of its own, which definition bundles contain, so that they do not change when other commands do. */
void exitCodeOf(async () => {
  await apply();
  return 0;
}).then(code => process.exit(code));
