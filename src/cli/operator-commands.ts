import { Command, InvalidArgumentError } from 'commander';

/** The commands for operators of a solution. Each is loaded when it runs. */
export function operatorCommands(program: Command, exitWith: (status: number) => void): void {
  const command = (nameAndArguments: string, description: string) => program.command(nameAndArguments).description(description)
    .option('--solution <name>', 'name of the solution (default: INSYNC_SOLUTION, or connected-vehicle)')
    .option('--region <region>', 'region (default: AWS_REGION, or that of the profile)')
    .option('--profile <name>', 'profile of the AWS configuration (default: AWS_PROFILE)');
  const json = '--json';
  const jsonMeaning = 'write JSON';

  command('list', 'list the modules of a solution, with the owner of each entry')
    .option(json, jsonMeaning)
    .action(async options => (await import('./list/index.js')).listCommand(options));

  command('status [module...]', 'show the delivery of each module: its state, the delivered revision, what it waits for, what is held back and why')
    .option(json, jsonMeaning)
    .action(async (names, options) => (await import('./status/index.js')).statusCommand(names, options));

  command('add <module>', 'install a module, or change the entry of a module that is listed already')
    .option('--source <source>', 'where its code is: github:owner/name@branch (also gitlab:, bitbucket:; #folder for a folder), or s3:bucket/key')
    .option('--connection <arn>', 'connection that reads its repository (default: the core\'s)')
    .option('--parameter <name=value>', 'value of a parameter of its template; can be repeated', parameter)
    .option('--unset-parameter <name>', 'remove the value of a parameter; can be repeated', several)
    .option('--permission <actions=resources>', 'what it may do beyond what every module may, like geo:CalculateRoute=arn:...; replaces its permissions; can be repeated', several)
    .option('--no-permissions', 'take its permissions away')
    .option('--allow <what>', 'what its template may have beside what every module\'s may: retain or foreign-principals; replaces what it was allowed; can be repeated', several)
    .option('--no-allow', 'take away what it was allowed')
    .option('--approval', 'require an approval for each change of its stack')
    .option('--no-approval', 'deploy changes of its stack without an approval')
    .option('--take-over', 'make the existing stack of its name, which the solution did not make, the module\'s, after showing what changes')
    .option('--folder <folder>', 'with --take-over: folder of the module on this machine, to show exactly what changes')
    .option('--yes', 'do not ask for confirmation')
    .option(json, jsonMeaning)
    .action(async (name, options) => (await import('./add/index.js')).addCommand(name, options));

  command('remove <module...>', 'remove modules; data that their authors retain is kept')
    .option('--force', 'remove them although other modules require them, after listing what these lose')
    .option('--yes', 'do not ask for confirmation')
    .option(json, jsonMeaning)
    .action(async (names, options) => (await import('./remove/index.js')).removeCommand(names, options));

  command('approve [module]', 'approve the permissions that a module requests, or the removal of many modules at once')
    .option('--removals', 'approve the removals at which the module-definition pipeline stopped')
    .option('--yes', 'do not ask for confirmation')
    .option(json, jsonMeaning)
    .action(async (name, options) => (await import('./approve/index.js')).approveCommand(name, options));

  command('import <module>', 'bring existing tables, buckets and other resources into the stack of a module, with their data')
    .option('--resource <logical=identifier>', 'a resource of the module\'s template and the identifier of the existing one, like Trips=trips-prod; can be repeated', several)
    .option('--folder <folder>', 'folder of the module on this machine, after cdk synth or with a module.yaml', '.')
    .option('--reason <text>', 'why, as the description of the change set')
    .option('--yes', 'do not ask for confirmation')
    .option(json, jsonMeaning)
    .action(async (name, options) => exitWith(await (await import('./import/index.js')).importCommand(name, options)));

  command('plan', 'show what the pipelines would install, change, remove and hold back; changes nothing')
    .option('--add <name=source>', 'plan as if this module were added; can be repeated', several)
    .option('--remove <name>', 'plan as if this module were removed; can be repeated', several)
    .option('--folder <name=folder>', 'folder of a module on this machine, to show what taking over the existing stack of its name would change; can be repeated', several)
    .option('--app <folder>', 'plan as if the core\'s app, synthesized to this folder (cdk.out), were pushed')
    .option(json, jsonMeaning)
    .action(async options => (await import('./plan/index.js')).planCommand(options));

  command('destroy', 'delete the whole solution; data that authors of modules retain is kept')
    .option('--delete-roles', 'delete roles as well that modules retain, or left behind: they keep their permissions boundary from being deleted')
    .option('--yes', 'do not ask for confirmation')
    .option(json, jsonMeaning)
    .action(async options => (await import('./destroy/index.js')).destroyCommand(options));
}

function parameter(text: string, before: Readonly<Record<string, string>> = {}): Record<string, string> {
  const at = text.indexOf('=');
  if (at < 1) throw new InvalidArgumentError('expected name=value');
  return { ...before, [text.slice(0, at)]: text.slice(at + 1) };
}

/** The value of an option that can be repeated. */
export const several = (text: string, before: readonly string[] = []) => [...before, text];
