import { spawnSync } from 'child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'fs';
import { basename, join, resolve } from 'path';
import { parseArgs } from 'util';
import { problemsOf } from './options';
import { VERSIONS } from './versions.generated';

const OPTIONS = {
  'description': { type: 'string' },
  'repository': { type: 'string' },
  'default-release-branch': { type: 'string', default: 'main' },
  'solution': { type: 'string' },
  'connection-arn': { type: 'string' },
  'consumes': { type: 'string', multiple: true },
  'cdk-version': { type: 'string' },
  'insync-version': { type: 'string' },
  'help': { type: 'boolean', short: 'h' },
  'version': { type: 'boolean' },
} as const;

const USAGE = `Usage: npx cv-insync-module <folder> [options]

Creates a module of the Connected Vehicle Solution in a new folder. The folder's name is the module's name.

  --description <text>             what the module does, in one sentence
  --repository <owner/name>        its repository on GitHub; needed to register itself
  --default-release-branch <name>  the branch that is delivered (default: main)
  --solution <name>                the solution that it registers with (default: connected-vehicle)
  --connection-arn <arn>           the connection that reads its repository (default: the core's)
  --consumes <module/Output>       an output that the sample reads; can be repeated
  --cdk-version <version>          version of the AWS CDK (default: ${VERSIONS['aws-cdk-lib']})
  --insync-version <version>       version of cv-insync (default: that of this command)`;

const EXIT = { success: 0, failure: 1, usage: 2 };

/** `npx cv-insync-module my-module`: runs `projen new --from cv-insync-module` in a new folder. Returns the exit code. */
export function main(args: string[]): number {
  const { name, version } = JSON.parse(readFileSync(join(__dirname, '..', 'package.json'), 'utf8'));
  let parsed;
  try {
    parsed = parseArgs({ args, options: OPTIONS, allowPositionals: true });
  } catch (error) {
    return print(EXIT.usage, (error as Error).message.split('. ')[0]);
  }
  const { values: { help, version: showVersion, ...values }, positionals: [folder, ...more] } = parsed;
  if (help) return print(EXIT.success, USAGE);
  if (showVersion) return print(EXIT.success, version);
  if (!folder || more.length) return print(EXIT.usage, folder ? `expected one folder, found ${[folder, ...more].join(', ')}` : `expected the module's folder\n\n${USAGE}`);

  const path = resolve(folder);
  const module = basename(path);
  const { repository, solution, consumes, 'connection-arn': connectionArn, 'default-release-branch': branch } = values;
  const problems = problemsOf({ name: module, repository, solution, connectionArn, consumes });
  if (existsSync(path) && (!isFolder(path) || readdirSync(path).length)) problems.push(`${folder} already exists, expected a new or empty folder`);
  if (problems.length) return print(EXIT.usage, ...problems);

  mkdirSync(path, { recursive: true });
  const given = Object.entries(values).flatMap(([option, value]) => [value].flat().map(each => `--${option}=${each}`));
  const projen = [require.resolve('projen/bin/projen'), 'new', '--from', `${name}@^${version}`, `--projen-version=${VERSIONS.projen}`, `--name=${module}`, '--no-git', ...given];
  const { status } = spawnSync(process.execPath, projen, { cwd: path, stdio: 'inherit' });
  if (status !== 0) return print(EXIT.failure, `the project could not be created; see the error above. Remove ${folder} before you try again`);

  const committed = [['init', '--quiet', '-b', branch], ['add', '.'], ['commit', '--quiet', '-m', 'Begin the module']]
    .every(command => spawnSync('git', command, { cwd: path, stdio: ['ignore', 'ignore', 'inherit'] }).status === 0);
  return print(EXIT.success, nextSteps(folder, committed));
}

const isFolder = (path: string) => {
  try {
    readdirSync(path);
    return true;
  } catch {
    return false;
  }
};

const nextSteps = (folder: string, committed: boolean) => `
${folder} contains a module that you can build, test and rehearse right away.${committed ? '' : '\ngit could not commit it (see the error above); commit it yourself.'}
  cd ${folder}
  npx projen build       # type-check, lint, test, synthesize
  npx projen rehearse    # install it into a solution on this machine, change it, remove it
  npx projen register    # register it with a solution in AWS, once it is pushed
See README.md for more.`;

/** Prints to the output stream for the exit code, and returns that. */
function print(code: number, ...lines: string[]): number {
  if (code === EXIT.success) console.log(lines.join('\n'));
  else console.error(lines.map(line => `error: ${line}`).join('\n'));
  return code;
}
