// Runs before all suites of a run; what is set here reaches every worker.
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export default function before() {
  // The SDK would warn about the Node.js version in each suite.
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';
  // Results that take long to build and that several suites use are built once: see test/shared.ts.
  process.env.INSYNC_SHARED_FOLDER = mkdtempSync(join(tmpdir(), 'insync-shared-'));
}
