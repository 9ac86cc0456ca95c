import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import type { RepositoryAddress } from './user/repository';
import { solutionNameProblem } from '../src/model/name-problem';

/** What a person asks for on the command line. */
export interface Options {
  readonly profile?: string;
  readonly region?: string;
  /** Address of an emulated account. */
  readonly endpoint?: string;
  /** Whether to start an emulated account. */
  readonly emulator: boolean;
  readonly solution?: string;
  readonly rounds: number;
  /** Beginnings of the names of checks; empty for all. */
  readonly only: readonly string[];
  readonly yes: boolean;
  /** Folder for the fixtures. */
  readonly out?: string;
  /** Folder of fixtures to compare with. */
  readonly compare?: string;
  /** Solution of an earlier run that is deleted, instead of running anything. */
  readonly cleanUp?: string;
  /** Connection that reaches the repository. */
  readonly connection?: string;
  /** `owner/name` at GitHub, or with `gitlab:` or `bitbucket:` before it. */
  readonly repository?: string;
  /** What git clones and pushes to, if it is not the address of the repository at its host. */
  readonly remote?: string;
  /** Whether to wait until an approval expires in an emulated account, too. */
  readonly expiry: boolean;
  /** Minutes to wait at the end until CloudTrail has recorded everything. */
  readonly trailMinutes: number;
}

/** Wrong usage: commander has printed why. */
export class UsageError extends Error {}

/** CloudTrail delivers events within 15 minutes: https://docs.aws.amazon.com/awscloudtrail/latest/userguide/view-cloudtrail-events.html. */
const TRAIL_MINUTES = 15;

/** Reads the arguments; undefined if only help was asked for. */
export function parseOptions(args: readonly string[]): Options | undefined {
  const program = new Command('npm run conformance --')
    .description('Tries cv-insync in a throwaway AWS account, or in the emulator, and records what happens')
    .option('--profile <name>', 'profile of the AWS account (default: that of the environment)')
    .option('--region <region>', 'region (default: that of the environment)')
    .option('--emulator', 'start an emulated account, and use that', false)
    .option('--endpoint <url>', 'use the emulated account at this address')
    .addOption(new Option('--solution <name>', 'name of the solution (default: a new one)').argParser(solutionName))
    .addOption(new Option('--rounds <n>', 'how often the solution is set up from nothing').argParser(wholeNumber(1, 20)).default(1))
    .option('--only <checks>', 'only checks whose names begin so, separated by commas', list, [])
    .option('--expiry', 'wait until an approval expires in an emulated account, too: five minutes', false)
    .option('--connection <arn>', 'connection that reaches the repository of --repository')
    .option('--repository <owner/name>', 'repository at GitHub (or gitlab:owner/name, bitbucket:owner/name) for modules behind a connection, in branches of the run')
    .option('--remote <url>', 'what git pushes to (default: the address of the repository at its host, by HTTPS)')
    .option('--yes', 'create everything without asking', false)
    .option('--out <folder>', 'write what was recorded to this folder')
    .option('--compare <folder>', 'compare what is recorded with the fixtures in this folder')
    .addOption(new Option('--clean-up <solution>', 'delete what an interrupted run of this solution left, and do nothing else').argParser(solutionName))
    .addOption(new Option('--trail-minutes <n>', 'how long to wait for CloudTrail at the end').argParser(wholeNumber(0, 60)).default(TRAIL_MINUTES))
    .allowExcessArguments(false)
    .exitOverride();
  try {
    program.parse(args, { from: 'user' });
    const options = program.opts<Options>();
    const problems = problemsOf(options);
    if (problems.length) program.error(problems.map(problem => `error: ${problem}`).join('\n'));
    return options;
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return undefined;
    throw new UsageError(error.message);
  }
}

function problemsOf({ profile, endpoint, emulator, yes, cleanUp, out, compare, connection, repository, remote }: Options): string[] {
  return [
    ...endpoint !== undefined && emulator ? ['--endpoint and --emulator: expected one of them'] : [],
    ...(endpoint !== undefined || emulator) && profile !== undefined ? ['--profile is for an AWS account, expected none with an emulated one'] : [],
    ...endpoint === undefined || /^https?:\/\/[^/]+\/?$/.test(endpoint) ? [] : [`--endpoint ${endpoint}: expected an address, such as http://127.0.0.1:4566`],
    ...emulator && [connection, repository, remote].some(Boolean) ? ['--connection, --repository and --remote are for an account that runs already; an emulated account that is started has its own'] : [],
    ...connection !== undefined && repository === undefined ? ['--connection: expected --repository with it'] : [],
    ...repository !== undefined && connection === undefined && cleanUp === undefined ? ['--repository: expected --connection with it'] : [],
    ...remote !== undefined && repository === undefined ? ['--remote: expected --repository with it'] : [],
    ...repository === undefined || repositoryHost(repository) !== undefined ? [] : [`--repository ${repository}: expected owner/name, gitlab:owner/name or bitbucket:owner/name`],
    ...connection === undefined || CONNECTION.test(connection) ? [] : [`--connection ${connection}: expected the ARN of a connection, such as arn:aws:codeconnections:eu-west-1:123456789012:connection/...`],
    ...cleanUp !== undefined && (out !== undefined || compare !== undefined) ? ['--clean-up records nothing, expected neither --out nor --compare with it'] : [],
    ...cleanUp !== undefined && emulator ? ['--clean-up with --emulator: an account that starts now is empty; use --endpoint'] : [],
    ...!yes && !process.stdin.isTTY && process.env.JEST_WORKER_ID === undefined ? ['there is no terminal to ask on; confirm with --yes'] : [],
  ];
}

const CONNECTION = /^arn:[\w-]+:(codeconnections|codestar-connections):[\w-]+:\d{12}:connection\/[\w-]+$/;
const HOSTS: Readonly<Record<string, string>> = { github: 'github.com', gitlab: 'gitlab.com', bitbucket: 'bitbucket.org' };

/** The host, the name and the address by HTTPS of a repository. */
function repositoryHost(text: string): { host: string; name: string; remote: string } | undefined {
  const [, host = 'github', name] = /^(?:(github|gitlab|bitbucket):)?([\w.-]+(?:\/[\w.-]+)+)$/.exec(text) ?? [];
  return name === undefined ? undefined : { host, name, remote: `https://${HOSTS[host]}/${name}.git` };
}

/** The repository that was given, and the connection that reaches it. */
export function givenRepository({ repository, connection = '', remote }: Pick<Options, 'repository' | 'connection' | 'remote'>): RepositoryAddress | undefined {
  const found = repository === undefined ? undefined : repositoryHost(repository);
  return found && { ...found, ...remote !== undefined && { remote }, connectionArn: connection };
}

const list = (text: string) => text.split(',').map(each => each.trim()).filter(Boolean);

function solutionName(name: string): string {
  const problem = solutionNameProblem(name);
  if (problem) throw new InvalidArgumentError(problem);
  return name;
}

const wholeNumber = (least: number, most: number) => (text: string) => {
  const value = Number(text);
  if (!Number.isInteger(value) || value < least || value > most) throw new InvalidArgumentError(`expected a whole number from ${least} to ${most}`);
  return value;
};
