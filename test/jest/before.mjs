// Runs before all suites of a run; what is set here reaches every worker.
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export default function before() {
  // Which Node.js the tests run with is known; the SDK would say so in each suite.
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';
  // What takes long to build, and is the same for several suites, is built once: see test/shared.ts.
  process.env.INSYNC_SHARED_FOLDER = mkdtempSync(join(tmpdir(), 'insync-shared-'));
}
