import { parseArgs } from 'node:util';
import { Simulation } from './fleet';

export const USAGE = `simulate: a fleet of vehicles that publish telemetry, trips and trouble codes

  --vehicles N         vehicles in the fleet, 1 to 10000; default: 10
  --seed N             seed of all random numbers, 0 to 99999999; default: 1
  --minutes N          simulated minutes; default: 30
  --start TIME         simulated start time, in ISO 8601; default: 2026-01-01T08:00:00Z
  --interval SECONDS   seconds between readings of a signal; default: 10
  --near LAT,LON       place where vehicles start; default: 48.137,11.575
  --speed N            simulated seconds per second; default: 1 for a broker, as fast as possible for a file
  --out WHERE          a file, - for standard output, mqtts://HOST[:PORT] or mqtt://HOST[:PORT]; default: -
  --credentials PATH   for mqtts: a folder with ca.pem, and VIN.pem and VIN.key of each vehicle
  --vins               print the vehicles' VINs and exit
  --help               print this help and exit
`;

export interface Options extends Simulation {
  readonly out: string;
  /** Simulated seconds per second. By default, as fast as possible. */
  readonly speed?: number;
  readonly credentials?: string;
  readonly vinsOnly: boolean;
  readonly help: boolean;
}

export class UsageError extends Error {}

const STRING = { type: 'string' } as const;
const FLAG = { type: 'boolean' } as const;
/** The latest time that a `Date` can represent. */
const LATEST = 8.64e15;

/** Parses the command line; the error names all problems. */
export function parseOptions(args: readonly string[]): Options {
  const values = read(args);
  const problems: string[] = [];
  const number = (name: keyof typeof values, fallback: number, low: number, high: number, whole: boolean, from = String(low)) => {
    const text = values[name];
    if (text === undefined) return fallback;
    const value = String(text).trim() === '' ? NaN : Number(text);
    if (value >= low && value <= high && (!whole || Number.isInteger(value))) return value;
    problems.push(`--${name} must be a ${whole ? 'whole number' : 'number'} from ${from} to ${high}, got "${text}"`);
    return fallback;
  };

  const out = values.out ?? '-';
  const broker = isBroker(out);
  if (out === '' || /^[a-z]+:\/\//i.test(out) && !broker) problems.push(`--out must be a file, "-", mqtts://HOST[:PORT] or mqtt://HOST[:PORT], got "${out}"`);
  if (out.startsWith('mqtts:') && values.credentials === undefined) problems.push('--credentials is missing: mqtts needs the certificate of each vehicle');
  if (!out.startsWith('mqtts:') && values.credentials !== undefined) problems.push(`--credentials is for mqtts only, and --out is "${out}"`);

  const start = Date.parse(values.start ?? '2026-01-01T08:00:00Z');
  if (Number.isNaN(start)) problems.push(`--start must be a time in ISO 8601, got "${values.start}"`);
  const [latitude, longitude, ...rest] = (values.near ?? '48.137,11.575').split(',').map(part => part.trim() === '' ? NaN : Number(part));
  if (!(Math.abs(latitude) <= 80 && Math.abs(longitude) <= 179) || rest.length > 0) {
    problems.push(`--near must be LAT,LON with a latitude from -80 to 80 and a longitude from -179 to 179, got "${values.near}"`);
  }

  const options: Options = {
    vehicles: number('vehicles', 10, 1, 10_000, true),
    seed: number('seed', 1, 0, 99_999_999, true),
    seconds: Math.round(60 * number('minutes', 30, 1 / 60, 525_600, false, '0.017 (a second)')),
    start,
    interval: number('interval', 10, 1, 3600, true),
    near: { latitude, longitude },
    ...(broker || values.speed !== undefined) && { speed: number('speed', 1, 0.1, 100_000, false) },
    out,
    credentials: values.credentials,
    vinsOnly: values.vins ?? false,
    help: values.help ?? false,
  };
  if (start + options.seconds * 1000 > LATEST) {
    problems.push(`--start is too late: ${options.seconds / 60} minutes after "${values.start}" are after ${new Date(LATEST).toISOString()}, the latest possible time`);
  }
  if (problems.length > 0 && !options.help) throw new UsageError(problems.join('\n'));
  return options;
}

export const isBroker = (out: string) => /^mqtts?:\/\/[^/]+\/?$/.test(out) && URL.canParse(out);

function read(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        vehicles: STRING,
        seed: STRING,
        minutes: STRING,
        start: STRING,
        interval: STRING,
        near: STRING,
        speed: STRING,
        out: STRING,
        credentials: STRING,
        vins: FLAG,
        help: FLAG,
      },
    }).values;
  } catch (error) {
    throw new UsageError((error as Error).message.replaceAll('\n', ' ').replace(/^./, letter => letter.toLowerCase()));
  }
}
