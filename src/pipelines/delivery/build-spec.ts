import { BUILD_OUTPUT, ENVIRONMENT, OWN_BUILD_SPEC } from '../../model/environment';
import { BuildSpec, INSTALL, NODE_AND_PYTHON, phase } from '../build-spec';

const unlessOwn = (command: string) => `[ -f ${OWN_BUILD_SPEC} ] || { ${command}; }`;

const INSTALLED = 'node_modules/.bin/cv-insync';

/** Runs the command line that the repository has installed, else the version of the core. */
const commandLine = (command: string, installed = INSTALLED) => `if [ -x ${INSTALLED} ]; then ${installed} ${command}; else npx --yes cv-insync@$${ENVIRONMENT.version} ${command}; fi`;

/** With \`npx\`, commands of the module's own build specification find the programs that it has installed. */
const ownBuild = commandLine('build', 'npx cv-insync');

/**
 * Builds a module: install, its own tests, synth, package. In every language, `cdk.json` says how to run the app. A module with its own
 * build specification is built by that, and one without an app is packaged as it is.
 */
export const moduleBuildSpec = (folder: string): BuildSpec => ({
  version: 0.2,
  env: { shell: 'bash' },
  phases: {
    install: phase([`cd "./${folder}"`, ...INSTALL.map(unlessOwn)], NODE_AND_PYTHON),
    pre_build: phase([unlessOwn('if [ -f package.json ]; then npm test --if-present; fi')]),
    build: phase([
      `if [ -f ${OWN_BUILD_SPEC} ]; then ${ownBuild}; elif [ -f cdk.json ]; then npx cdk synth --quiet; fi`,
      commandLine('package'),
    ]),
  },
  artifacts: { 'base-directory': `./${folder}/${BUILD_OUTPUT.packaged}`, 'files': ['**/*'] },
});
