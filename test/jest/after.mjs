// Runs after all suites of a run.
import { rmSync } from 'node:fs';

export default function after() {
  rmSync(process.env.INSYNC_SHARED_FOLDER, { recursive: true, force: true });
}
