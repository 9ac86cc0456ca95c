import { Command, InvalidArgumentError } from 'commander';

/** The commands with which people operate a solution. Each is loaded when it runs. */
export function operatorCommands(program: Command): void {
  const command = (nameAndArguments: string, description: string) => program.command(nameAndArguments).description(description)
    .option('--solution <name>', 'the solution (default: INSYNC_SOLUTION, or connected-vehicle)')
    .option('--region <region>', 'region (default: AWS_REGION, or that of the profile)')
    .option('--profile <name>', 'profile of the AWS configuration (default: AWS_PROFILE)');
  const json = '--json';
  const jsonMeaning = 'write JSON';

  command('list', 'the modules of a solution, and who wants them')
    .option(json, jsonMeaning)
    .action(async options => (await import('./list/index.js')).listCommand(options));

  command('status [module...]', 'how each module goes: what is delivered, what runs, what it waits for, what is held back and why')
    .option(json, jsonMeaning)
    .action(async (names, options) => (await import('./status/index.js')).statusCommand(names, options));

  command('add <module>', 'let a module be installed; for one that is wanted already, change what is said')
    .option('--source <source>', 'github:owner/name@branch (or gitlab:, bitbucket:; #folder for a folder), or s3:bucket/key')
    .option('--connection <arn>', 'the connection that its repository is read through (default: the core\'s)')
    .option('--parameter <name=value>', 'a value for a parameter of its template; can be repeated', parameter)
    .option('--unset-parameter <name>', 'take such a value back; can be repeated', several)
    .option('--approval', 'let a person approve each change of its stack')
    .option('--no-approval', 'deploy its changes without asking')
    .option(json, jsonMeaning)
    .action(async (name, options) => (await import('./add/index.js')).addCommand(name, options));

  command('remove <module...>', 'let modules be deleted; data that their authors keep stays')
    .option('--yes', 'do not ask')
    .option(json, jsonMeaning)
    .action(async (names, options) => (await import('./remove/index.js')).removeCommand(names, options));

  command('approve [module]', 'say yes to the permissions that a module asks for, or to the removal of many modules at once')
    .option('--removals', 'to the removals that the module-definition pipeline stopped at')
    .option('--yes', 'do not ask')
    .option(json, jsonMeaning)
    .action(async (name, options) => (await import('./approve/index.js')).approveCommand(name, options));

  command('plan', 'what the pipelines would install, change, remove and hold back; changes nothing')
    .option('--add <name=source>', 'as if this module were added; can be repeated', several)
    .option('--remove <name>', 'as if this module were removed; can be repeated', several)
    .option('--app <folder>', 'as if the core\'s app, synthesized to this folder (cdk.out), were pushed')
    .option(json, jsonMeaning)
    .action(async options => (await import('./plan/index.js')).planCommand(options));

  command('destroy', 'take the whole solution down; data that authors of modules keep stays')
    .option('--yes', 'do not ask')
    .option(json, jsonMeaning)
    .action(async options => (await import('./destroy/index.js')).destroyCommand(options));
}

function parameter(text: string, before: Readonly<Record<string, string>> = {}): Record<string, string> {
  const at = text.indexOf('=');
  if (at < 1) throw new InvalidArgumentError('expected name=value');
  return { ...before, [text.slice(0, at)]: text.slice(at + 1) };
}

const several = (text: string, before: readonly string[] = []) => [...before, text];
