import { BUILD_OUTPUT, ENVIRONMENT, OWN_BUILD_SPEC } from '../../model/environment';
import { BuildSpec, INSTALL, NODE_AND_PYTHON, phase } from '../build-spec';

const unlessOwn = (command: string) => `[ -f ${OWN_BUILD_SPEC} ] || { ${command}; }`;

const VERSION = `$${ENVIRONMENT.version}`;

/** What npm would take for something else than a version, such as an address of a package, is not run. */
const checkVersion = `[[ "${VERSION}" =~ ^[0-9]+\\.[0-9]+\\.[0-9]+(-[0-9A-Za-z.-]+)?$ ]]`
  + ` || { echo "found the version ${VERSION} of the core, expected one like 1.2.3; deploy the core again" >&2; false; }`;

const INSTALLED = 'node_modules/.bin/cv-insync';

/** Runs the command line that the repository has installed, else the version of the core. */
const commandLine = (command: string, installed = INSTALLED) =>
  `if [ -x ${INSTALLED} ]; then ${installed} ${command}; else { ${checkVersion}; } && npx --yes "cv-insync@${VERSION}" ${command}; fi`;

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
