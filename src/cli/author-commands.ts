import { Command, InvalidArgumentError, Option } from 'commander';

/** An hour: a module may have to wait for those that it consumes. */
const TIMEOUT_MINUTES = 60;

/** The commands for authors of modules. They read what `cdk synth` wrote. Each is loaded when it runs. */
export function authorCommands(program: Command): void {
  const command = (name: string, description: string) => program.command(name).description(description)
    .option('--app <folder>', 'what the module\'s app was synthesized to', 'cdk.out')
    .option('--json', 'write JSON');
  const inAccount = (name: string, description: string) => command(name, description)
    .option('--solution <name>', 'fail unless the app was synthesized for this solution')
    .option('--region <region>', 'region (default: AWS_REGION, or that of the profile)')
    .option('--profile <name>', 'profile of the AWS configuration (default: AWS_PROFILE)')
    .option('--endpoint <url>', 'an account that is served elsewhere, like that of a rehearsal')
    .option('--no-wait', 'do not follow what the pipelines do')
    .addOption(new Option('--timeout <minutes>', 'how long they are followed at most').argParser(minutes).default(TIMEOUT_MINUTES));

  command('contract', 'what the module of an app consumes, produces and can be given')
    .option('--readme <file>', 'write it into this file, between <!-- contract --> and <!-- /contract -->')
    .action(async options => (await import('./contract/index.js')).contractCommand(options));
  inAccount('register', 'let a solution install the module of an app, and follow its first delivery')
    .action(async options => (await import('./register/index.js')).registerCommand(options));
  inAccount('unregister', 'let a solution delete the module of an app; data that its author keeps stays')
    .option('--yes', 'do not ask')
    .action(async options => (await import('./unregister/index.js')).unregisterCommand(options));
}

function minutes(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1 || value > 1440) throw new InvalidArgumentError('expected a whole number from 1 to 1440');
  return value;
}
