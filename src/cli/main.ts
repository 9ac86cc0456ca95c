import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { authorCommands } from './author-commands';
import { operatorCommands, several } from './operator-commands';
import { guardConsole } from './terminal/console';
import { exitCodeOf } from './terminal/exit-code';

const WRONG_USAGE = 2;
const DEFAULT_TIMEOUT = 1800;

/** The command line. A command's code is loaded when the command runs, so help and version are fast. */
async function main(argv: readonly string[]): Promise<number> {
  let status = 0;
  const program = new Command('cv-insync')
    .description('Continuous delivery for the modular Connected Vehicle Solution')
    .version(process.env.INSYNC_VERSION ?? '0.0.0')
    .showSuggestionAfterError()
    .exitOverride();

  program.command('prepare')
    .description('in a build of the core\'s repository, after cdk synth: validate the module definition, publish assets, generate templates')
    .action(async () => (await import('./prepare/index.js')).prepare());
  program.command('build')
    .description('in a build of a module\'s repository: run the commands of its buildspec.build.yaml')
    .action(async () => {
      status = (await import('./build/index.js')).buildCommand();
    });
  program.command('package')
    .description('in a build of a module\'s repository, after cdk synth or with a module.yaml: check the module, publish its assets, write its template and contract')
    .action(async () => (await import('./package/index.js')).packageCommand());
  program.command('apply')
    .description('in the module-definition pipeline: install, update and remove modules to match the definition')
    .action(async () => (await import('./apply/index.js')).apply());

  program.command('lint')
    .description('check modules, after cdk synth or with a module.yaml: errors that prevent a deployment, and warnings')
    .argument('[folder]', 'folder of a module, of a core or of a cloud assembly (default: the current folder)')
    .option('--solution <name>', 'solution to check a module without the CDK for (default: INSYNC_SOLUTION, or connected-vehicle)')
    .option('--json', 'write JSON')
    .action(async (folder, options) => {
      status = (await import('./lint/index.js')).lintCommand(folder, options);
    });
  program.command('synth')
    .description('write the template and contract of a module without the CDK (module.yaml), as they are deployed; for a CDK app, use cdk synth')
    .argument('[folder]', 'folder of the module (default: the current folder)')
    .option('--solution <name>', 'solution to synthesize the module for (default: INSYNC_SOLUTION, or connected-vehicle)')
    .option('--output <folder>', 'output folder (default: .insync/assembly in the module\'s folder)')
    .option('--core', 'synthesize it as a module that is deployed with the core')
    .action(async (folder, options) => (await import('./synth/index.js')).synthCommand(folder, options));
  program.command('rehearse')
    .description('run a whole solution on this machine, without an AWS account')
    .argument('[script]', 'YAML file with the steps (default: the set-up of the examples, in a clone)')
    .option('--module <folder>', 'instead of a script: install the module in this folder, update it and remove it')
    .option('--stand-ins <file>', 'with --module: values for outputs of other modules that it consumes, as JSON: { module: { output: value } }')
    .option('--allow <what>', 'with --module: what its entry allows its template beside what every module\'s may have, retain or foreign-principals; can be repeated', several)
    .option('--report <file>', 'write the report as JSON')
    .option('--work-dir <dir>', 'folder for builds and logs (default: a temporary folder)')
    .option('--keep', 'keep the work folder; with --port, also keep the account and its pipelines running until they are interrupted')
    .addOption(new Option('--port <n>', 'port of the account (default: a free one)').argParser(wholeNumber(1, 65535)))
    .addOption(accessKey())
    .option('--install', 'install the dependencies of each checkout instead of linking the packages of this installation')
    .addOption(new Option('--timeout <seconds>', 'stop the rehearsal after this time').argParser(wholeNumber(1, 86400)).default(DEFAULT_TIMEOUT))
    .option('--sandbox', 'run builds, functions and commands in a sandbox (Linux, needs bubblewrap): they write only to the work folder, and reach only the account and the registries')
    .option('--allow-host <url>', 'with --sandbox: another host that is reachable, such as https://pypi.org; can be repeated', hosts)
    .option('--stop-on-failure', 'stop after the first step that fails')
    .option('--faults <file>', 'faults to inject into the account, as YAML or JSON')
    .option('--no-iam', 'let every role do everything, instead of what its policies allow')
    .action(async (script, options) => {
      status = await (await import('./rehearse/index.js')).rehearseCommand(script, options);
    });

  program.command('account')
    .description('serve an emulated AWS account on this machine, and run the pipelines that are deployed to it')
    .addOption(new Option('--port <n>', 'port (default: a free one)').argParser(wholeNumber(1, 65535)))
    .addOption(accessKey())
    .addOption(new Option('--seconds <n>', 'stop after this time (default: when interrupted)').argParser(wholeNumber(1, 86400)))
    .option('--faults <file>', 'faults to inject into the account, as YAML or JSON')
    .option('--no-iam', 'let every role do everything, instead of what its policies allow')
    .option('--state <dir>', 'load the account from this folder if it has one, and save it there at the end')
    .addOption(new Option('--account-id <id>', 'id of the account (default: 123456789012)').argParser(matching(/^\d{12}$/, 'expected 12 digits')))
    .addOption(new Option('--region <region>', 'region of the account (default: us-east-1)').argParser(matching(/^[a-z]{2}(-[a-z]+)+-\d$/, 'expected a region, such as eu-west-1')))
    .option('--repository <owner/name=folder>', 'make a folder available to connections under this name: a git repository as it is, any other folder as a copy; can be repeated', collect)
    .option('--work-dir <dir>', 'an empty folder for copies, builds and logs, kept at the end (default: a temporary directory)')
    .option('--sandbox', 'run builds, functions and commands in a sandbox (Linux, needs bubblewrap): they write only to the work folder, and reach only the account and the registries')
    .option('--allow-host <url>', 'with --sandbox: another host that is reachable, such as https://pypi.org; can be repeated', hosts)
    .option('--no-pipelines', 'record pipelines, builds and functions without running them')
    .action(async options => {
      status = await (await import('./account/index.js')).accountCommand(options);
    });

  authorCommands(program);
  operatorCommands(program, code => {
    status = code;
  });

  for (const command of program.commands) command.exitOverride().showSuggestionAfterError();
  program.hook('preAction', async (_, command) => {
    if (command.options.some(({ long }) => long === '--profile')) await (await import('./terminal/access.js')).checkAccess(command.opts());
  });
  await program.parseAsync(argv);
  return status;
}

const collect = (value: string, before: readonly string[] = []) => [...before, value];

function hosts(text: string, before: readonly string[] = []): readonly string[] {
  if (!/^https?:\/\//.test(text) || !URL.canParse(text)) throw new InvalidArgumentError('expected a URL, such as https://pypi.org');
  return collect(text, before);
}

const accessKey = () => new Option('--access-key <key>', 'access key with which the account is called (default: a random one, which is printed)')
  .argParser(matching(/^(?!ASIA)\w{16,128}$/, 'expected 16 to 128 letters and digits, not beginning with ASIA, as that is for sessions'));

function matching(pattern: RegExp, expected: string) {
  return (text: string) => {
    if (!pattern.test(text)) throw new InvalidArgumentError(expected);
    return text;
  };
}

function wholeNumber(least: number, most: number) {
  return (text: string) => {
    const value = Number(text);
    if (!Number.isInteger(value) || value < least || value > most) throw new InvalidArgumentError(`expected a whole number from ${least} to ${most}`);
    return value;
  };
}

/** Runs the command line with the arguments of a process; returns the exit code. */
export function run(argv: readonly string[]): Promise<number> {
  return exitCodeOf(() => main(argv).catch((error: Error) => {
    // Commander has printed its own message.
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : WRONG_USAGE;
    throw error;
  }));
}

/** For the synthesis of modules, which loads the bundle of this file. */
export const adviceOn: typeof import('./lint/advice.js').adviceOn = module_ =>
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- It is loaded when it is needed, and a synthesis cannot wait.
  (require('./lint/advice') as typeof import('./lint/advice.js')).adviceOn(module_);

if (require.main === module) {
  guardConsole();
  void run(process.argv).then(status => process.exit(status));
}
