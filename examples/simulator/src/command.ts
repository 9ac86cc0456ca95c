import { vins } from './fleet';
import { Options, USAGE, UsageError, isBroker, parseOptions } from './options';
import { brokerAt } from './output/broker';
import { linesTo } from './output/lines';
import { Failure } from './output/output';
import { run } from './run';

const report = (text: string) => process.stderr.write(`${text}\n`);

/** The command line; returns the exit code. `timeout` is that of connections to a broker. */
export async function simulateCommand(args: readonly string[], timeout?: number): Promise<number> {
  // The reader of the output, such as `head`, has closed it.
  process.stdout.on('error', ({ code }: NodeJS.ErrnoException) => { if (code === 'EPIPE') process.exit(0); });
  try {
    const options = parseOptions(args);
    if (options.help) process.stdout.write(USAGE);
    else if (options.vinsOnly) process.stdout.write(`${vins(options).join('\n')}\n`);
    else await publish(options, timeout);
    return 0;
  } catch (error) {
    if (error instanceof UsageError) report(`${error.message}\n--help lists the options`);
    else if (error instanceof Failure) report(error.message);
    else throw error;
    return error instanceof UsageError ? 2 : 1;
  }
}

async function publish(options: Options, timeout?: number): Promise<void> {
  const { out, credentials, speed } = options;
  const output = isBroker(out) ? await brokerAt({ url: out, credentials, vins: vins(options), timeout, report }) : await linesTo(out);
  const stop = new AbortController();
  process.once('SIGINT', () => stop.abort());
  const { telemetry, trip, dtc } = await run(options, output, { speed, stop: stop.signal }).finally(() => output.end());
  report(`published ${telemetry + trip + dtc} messages of ${options.vehicles} vehicles: ${telemetry} of telemetry, ${trip} of trips, ${dtc} of trouble codes`);
}
