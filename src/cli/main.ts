import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { authorCommands } from './author-commands';
import { operatorCommands } from './operator-commands';
import { exitCodeOf } from './terminal/exit-code';

const WRONG_USAGE = 2;
const DEFAULT_TIMEOUT = 1800;

/** The command line. Each command is loaded when it runs, so that help and version answer at once. */
async function main(argv: readonly string[]): Promise<number> {
  let status = 0;
  const program = new Command('cv-insync')
    .description('Continuous delivery for the modular Connected Vehicle Solution')
    .version(process.env.INSYNC_VERSION ?? '0.0.0')
    .showSuggestionAfterError()
    .exitOverride();

  program.command('prepare')
    .description('in a build of the core\'s repository, after cdk synth: validate the definition, publish assets, generate templates')
    .action(async () => (await import('./prepare/index.js')).prepare());
  program.command('build')
    .description('in a build of a module\'s repository that has a buildspec.build.yaml: run its commands')
    .action(async () => {
      status = (await import('./build/index.js')).buildCommand();
    });
  program.command('package')
    .description('in a build of a module\'s repository, after cdk synth or beside a module.yaml: check the module, publish its assets, write its template and contract')
    .action(async () => (await import('./package/index.js')).packageCommand());
  program.command('apply')
    .description('in the module-definition pipeline: install, change and remove modules as the definition says')
    .action(async () => (await import('./apply/index.js')).apply());

  program.command('lint')
    .description('check modules, after cdk synth or beside a module.yaml: what could not be deployed, or could be better')
    .argument('[folder]', 'of a module, of a core or of what was synthesized (default: the current one)')
    .option('--solution <name>', 'the solution that a module without the CDK goes to (default: INSYNC_SOLUTION, or connected-vehicle)')
    .option('--json', 'write JSON')
    .action(async (folder, options) => {
      status = (await import('./lint/index.js')).lintCommand(folder, options);
    });
  program.command('synth')
    .description('beside a module.yaml: write what the module is deployed as; for apps of the CDK, cdk synth does')
    .argument('[folder]', 'of a module without the CDK (default: the current one)')
    .option('--solution <name>', 'the solution that the module goes to (default: INSYNC_SOLUTION, or connected-vehicle)')
    .option('--output <folder>', 'where it is written (default: .insync/assembly in the module\'s folder)')
    .action(async (folder, options) => (await import('./synth/index.js')).synthCommand(folder, options));
  program.command('rehearse')
    .description('run the whole solution on this machine, without an AWS account')
    .argument('[script]', 'what to do, step by step; without it, the set-up of the examples')
    .option('--module <folder>', 'instead of a script: install the module in this folder, change it and remove it again')
    .option('--stand-ins <file>', 'for --module: values of outputs of modules that it consumes, as JSON: { module: { output: value } }')
    .option('--report <file>', 'write what happened as JSON')
    .option('--work-dir <dir>', 'where builds and logs lie (default: a temporary directory)')
    .option('--keep', 'keep the work directory; with --port, the account and its pipelines too, until they are interrupted')
    .addOption(new Option('--port <n>', 'port of the account (default: a free one)').argParser(wholeNumber(1, 65535)))
    .option('--install', 'install the dependencies of each checkout instead of linking those of this installation')
    .addOption(new Option('--timeout <seconds>', 'end the rehearsal after this time').argParser(wholeNumber(1, 86400)).default(DEFAULT_TIMEOUT))
    .option('--stop-on-failure', 'do not go on after a step that failed')
    .option('--faults <file>', 'what is to go wrong in the account, as YAML or JSON')
    .action(async (script, options) => {
      status = await (await import('./rehearse/index.js')).rehearseCommand(script, options);
    });

  program.command('account')
    .description('serve an account on this machine, and run the pipelines that are deployed to it')
    .addOption(new Option('--port <n>', 'port (default: a free one)').argParser(wholeNumber(1, 65535)))
    .addOption(new Option('--seconds <n>', 'end after this time (default: when interrupted)').argParser(wholeNumber(1, 86400)))
    .option('--faults <file>', 'what is to go wrong in the account, as YAML or JSON')
    .option('--state <dir>', 'read the account from this folder, if one is there, and write it there at the end')
    .addOption(new Option('--account-id <id>', 'id of the account (default: 123456789012)').argParser(matching(/^\d{12}$/, 'expected 12 digits')))
    .addOption(new Option('--region <region>', 'region of the account (default: us-east-1)').argParser(matching(/^[a-z]{2}(-[a-z]+)+-\d$/, 'expected a region, such as eu-west-1')))
    .option('--repository <owner/name=folder>', 'let connections reach the folder as this repository: a git repository as it is, another folder as a copy; once for each', collect, [])
    .option('--work-dir <dir>', 'where copies, builds and logs go, an empty folder; it is left behind (default: a temporary directory)')
    .option('--no-pipelines', 'only record pipelines, builds and functions, do not run them')
    .action(async options => {
      status = await (await import('./account/index.js')).accountCommand(options);
    });

  authorCommands(program);
  operatorCommands(program);

  for (const command of program.commands) command.exitOverride().showSuggestionAfterError();
  await program.parseAsync(argv);
  return status;
}

const collect = (value: string, before: readonly string[]) => [...before, value];

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

function run(argv: readonly string[]): Promise<number> {
  return exitCodeOf(() => main(argv).catch((error: Error) => {
    // It has told what is wrong itself.
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : WRONG_USAGE;
    throw error;
  }));
}

void run(process.argv).then(status => process.exit(status));
