import { Command, InvalidArgumentError, Option } from 'commander';

/** An hour: a module may wait for the modules that it consumes. */
const TIMEOUT_MINUTES = 60;

/** The commands for authors of modules. They read the output of `cdk synth`. Each is loaded when it runs. */
export function authorCommands(program: Command): void {
  const command = (name: string, description: string) => program.command(name).description(description)
    .option('--app <folder>', 'cloud assembly of the module\'s app', 'cdk.out')
    .option('--json', 'write JSON');
  const inAccount = (name: string, description: string) => command(name, description)
    .option('--solution <name>', 'fail unless the app was synthesized for this solution')
    .option('--region <region>', 'region (default: AWS_REGION, or that of the profile)')
    .option('--profile <name>', 'profile of the AWS configuration (default: AWS_PROFILE)')
    .option('--endpoint <url>', 'endpoint of an emulated account, with its access key: http://KEY@127.0.0.1:4566')
    .option('--no-wait', 'do not wait for the pipelines')
    .addOption(new Option('--timeout <minutes>', 'maximum time to wait for the pipelines').argParser(minutes).default(TIMEOUT_MINUTES));

  command('contract', 'show what a module consumes and produces, and the parameters that it takes')
    .option('--readme <file>', 'write the contract into this file, between <!-- contract --> and <!-- /contract -->')
    .action(async options => (await import('./contract/index.js')).contractCommand(options));
  inAccount('register', 'register a module with a solution, which then installs it, and follow its first delivery')
    .action(async options => (await import('./register/index.js')).registerCommand(options));
  inAccount('unregister', 'delete the registration of a module: the solution then deletes the module, but not the data that its author retains')
    .option('--yes', 'do not ask for confirmation')
    .action(async options => (await import('./unregister/index.js')).unregisterCommand(options));
}

function minutes(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1 || value > 1440) throw new InvalidArgumentError('expected a whole number from 1 to 1440');
  return value;
}
