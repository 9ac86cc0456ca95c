import { EXPORTED } from '../model/environment';

/** A build specification of CodeBuild, as far as it is used here. */
export interface BuildSpec {
  readonly version: 0.2;
  readonly env: { readonly 'shell': 'bash'; readonly 'exported-variables'?: readonly string[] };
  readonly phases: Readonly<Partial<Record<'install' | 'pre_build' | 'build', Phase>>>;
  readonly artifacts: { readonly 'base-directory'?: string; readonly 'files': readonly string[] };
}

export interface Phase {
  readonly 'runtime-versions'?: Readonly<Record<string, string>>;
  /** Without it, CodeBuild goes on after a failed phase. */
  readonly 'on-failure': 'ABORT';
  readonly 'commands': readonly string[];
}

/**
 * The newest image for builds on Amazon Linux, and the newest Node.js that it has.
 *
 * @see https://github.com/aws/aws-codebuild-docker-images/blob/master/al/x86_64/standard/6.0/runtimes.yml
 */
export const BUILD_IMAGE = 'aws/codebuild/amazonlinux-x86_64-standard:6.0';
export const NODE = { nodejs: '24' };
export const NODE_AND_PYTHON = { ...NODE, python: '3.12' };

/**
 * Installs what a repository needs, unless a cache has it already. An app's commands come from npm in every language, at the versions of
 * `package.json`: without it, `npx` would take whatever is the latest. Python's packages go into an environment of
 * their own, which the commands after this one use, too.
 */
export const INSTALL = [
  'if [ -d node_modules ]; then echo "node_modules is there: nothing to install"; elif [ -f package-lock.json ]; then npm ci;'
  + ' elif [ -f package.json ]; then npm install;'
  + ' elif [ -f cdk.json ] && [ ! -x "$(npm root)/.bin/cdk" ]; then'
  + ' echo "package.json is absent; expected one with aws-cdk and cv-insync, in whatever language the app is written" >&2; false; fi',
  'if [ -f requirements.txt ]; then python3 -c "import sys; sys.exit(sys.prefix == sys.base_prefix)"'
  + ' || { python3 -m venv .venv && . .venv/bin/activate; } && python3 -m pip install --quiet --requirement requirements.txt; fi',
];

/** Reads what the command line left for exported variables into the environment. */
export const exportVariables = (...names: (keyof typeof EXPORTED)[]) => names.map(name => `export ${name}="$(cat ${EXPORTED[name]})"`);

export const phase = (commands: readonly string[], versions?: Phase['runtime-versions']): Phase =>
  ({ ...versions && { 'runtime-versions': versions }, 'on-failure': 'ABORT', commands });
