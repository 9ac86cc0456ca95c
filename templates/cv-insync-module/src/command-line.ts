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

const EXIT = { good: 0, failure: 1, usage: 2 };

/** `npx cv-insync-module my-module`: what `projen new --from cv-insync-module` does, in a folder of its own. Gives the exit code. */
export function main(args: string[]): number {
  const { name, version } = JSON.parse(readFileSync(join(__dirname, '..', 'package.json'), 'utf8'));
  let parsed;
  try {
    parsed = parseArgs({ args, options: OPTIONS, allowPositionals: true });
  } catch (error) {
    return tell(EXIT.usage, (error as Error).message.split('. ')[0]);
  }
  const { values: { help, version: versionAsked, ...values }, positionals: [folder, ...more] } = parsed;
  if (help) return tell(EXIT.good, USAGE);
  if (versionAsked) return tell(EXIT.good, version);
  if (!folder || more.length) return tell(EXIT.usage, folder ? `expected one folder, found ${[folder, ...more].join(', ')}` : `expected the module's folder\n\n${USAGE}`);

  const path = resolve(folder);
  const module = basename(path);
  const { repository, solution, consumes, 'connection-arn': connectionArn, 'default-release-branch': branch } = values;
  const problems = problemsOf({ name: module, repository, solution, connectionArn, consumes });
  if (existsSync(path) && (!isFolder(path) || readdirSync(path).length)) problems.push(`${folder} is there already, expected a new folder or an empty one`);
  if (problems.length) return tell(EXIT.usage, ...problems);

  mkdirSync(path, { recursive: true });
  const given = Object.entries(values).flatMap(([option, value]) => [value].flat().map(each => `--${option}=${each}`));
  const projen = [require.resolve('projen/bin/projen'), 'new', '--from', `${name}@^${version}`, `--projen-version=${VERSIONS.projen}`, `--name=${module}`, '--no-git', ...given];
  const { status } = spawnSync(process.execPath, projen, { cwd: path, stdio: 'inherit' });
  if (status !== 0) return tell(EXIT.failure, `the project could not be completed; what is wrong stands above. Remove ${folder} before another attempt`);

  const committed = [['init', '--quiet', '-b', branch], ['add', '.'], ['commit', '--quiet', '-m', 'Begin the module']]
    .every(command => spawnSync('git', command, { cwd: path, stdio: ['ignore', 'ignore', 'inherit'] }).status === 0);
  return tell(EXIT.good, next(folder, committed));
}

const isFolder = (path: string) => {
  try {
    readdirSync(path);
    return true;
  } catch {
    return false;
  }
};

const next = (folder: string, committed: boolean) => `
${folder} holds a module that builds, tests and rehearses as it is.${committed ? '' : '\ngit could not commit it (see above): do that yourself.'}
  cd ${folder}
  npx projen build       # type-check, lint, test, synthesize
  npx projen rehearse    # install it into a solution on this machine, change it, remove it
  npx projen register    # let a solution in AWS install it, once it is pushed
README.md says more.`;

/** Says how it went, and gives the exit code. */
function tell(code: number, ...lines: string[]): number {
  if (code === EXIT.good) console.log(lines.join('\n'));
  else console.error(lines.map(line => `error: ${line}`).join('\n'));
  return code;
}
