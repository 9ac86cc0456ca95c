/** `npm run conformance`: docs/conformance.md. */
import { parseOptions, UsageError } from './options';
import { cleanUpAfter, run } from './run';
import { exitCodeOf } from '../src/cli/terminal/exit-code';

const WRONG_USAGE = 2;

async function main(args: readonly string[]): Promise<number> {
  try {
    const options = parseOptions(args);
    if (!options) return 0;
    return options.cleanUp === undefined ? await run(options) : await cleanUpAfter(options.cleanUp, options);
  } catch (error) {
    if (error instanceof UsageError) return WRONG_USAGE;
    throw error;
  }
}

process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';
void exitCodeOf(() => main(process.argv.slice(2))).then(code => process.exit(code));
