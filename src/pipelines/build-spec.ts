import { EXPORTED } from '../model/environment';

/** The part of CodeBuild's build specification that is used here. */
export interface BuildSpec {
  readonly version: 0.2;
  readonly env: { readonly 'shell': 'bash'; readonly 'exported-variables'?: readonly string[] };
  readonly phases: Readonly<Partial<Record<'install' | 'pre_build' | 'build', Phase>>>;
  readonly artifacts: { readonly 'base-directory'?: string; readonly 'files': readonly string[] };
}

export interface Phase {
  readonly 'runtime-versions'?: Readonly<Record<string, string>>;
  /** Without it, CodeBuild continues after a failed phase. */
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
 * Installs the dependencies of a repository, unless they are cached. The commands of an app come from npm in every language, at the versions
 * in `package.json`; without that file, `npx` would install the latest ones. Python packages are installed into a virtual environment, which
 * later commands use as well.
 */
export const INSTALL = [
  'if [ -d node_modules ]; then echo "node_modules is there: nothing to install"; elif [ -f package-lock.json ]; then npm ci;'
  + ' elif [ -f package.json ]; then npm install;'
  + ' elif [ -f cdk.json ] && [ ! -x "$(npm root)/.bin/cdk" ]; then'
  + ' echo "package.json is absent; expected one with aws-cdk and cv-insync, in whatever language the app is written" >&2; false; fi',
  'if [ -f requirements.txt ]; then python3 -c "import sys; sys.exit(sys.prefix == sys.base_prefix)"'
  + ' || { python3 -m venv .venv && . .venv/bin/activate; } && python3 -m pip install --quiet --requirement requirements.txt; fi',
];

/** Exports the variables whose values the command line wrote to files. */
export const exportVariables = (...names: (keyof typeof EXPORTED)[]) => names.map(name => `export ${name}="$(cat ${EXPORTED[name]})"`);

export const phase = (commands: readonly string[], versions?: Phase['runtime-versions']): Phase =>
  ({ ...versions && { 'runtime-versions': versions }, 'on-failure': 'ABORT', commands });
