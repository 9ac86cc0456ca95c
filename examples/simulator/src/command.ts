import { vins } from './fleet';
import { Options, USAGE, WrongUsage, isBroker, parseOptions } from './options';
import { brokerAt } from './output/broker';
import { linesTo } from './output/lines';
import { Failure } from './output/output';
import { run } from './run';

const say = (text: string) => process.stderr.write(`${text}\n`);

/** The command line; answers with the exit code. `patience` is that of a broker's output. */
export async function simulateCommand(args: readonly string[], patience?: number): Promise<number> {
  // Whoever reads the output has enough, as `head` does.
  process.stdout.on('error', ({ code }: NodeJS.ErrnoException) => { if (code === 'EPIPE') process.exit(0); });
  try {
    const options = parseOptions(args);
    if (options.help) process.stdout.write(USAGE);
    else if (options.vinsOnly) process.stdout.write(`${vins(options).join('\n')}\n`);
    else await publish(options, patience);
    return 0;
  } catch (error) {
    if (error instanceof WrongUsage) say(`${error.message}\n--help tells what there is`);
    else if (error instanceof Failure) say(error.message);
    else throw error;
    return error instanceof WrongUsage ? 2 : 1;
  }
}

async function publish(options: Options, patience?: number): Promise<void> {
  const { out, credentials, speed } = options;
  const output = isBroker(out) ? await brokerAt({ url: out, credentials, vins: vins(options), patience, say }) : await linesTo(out);
  const stop = new AbortController();
  process.once('SIGINT', () => stop.abort());
  const { telemetry, trip, dtc } = await run(options, output, { speed, stop: stop.signal }).finally(() => output.end());
  say(`published ${telemetry + trip + dtc} messages of ${options.vehicles} vehicles: ${telemetry} of telemetry, ${trip} of trips, ${dtc} of trouble codes`);
}
