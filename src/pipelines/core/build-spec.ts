import { BUILD_OUTPUT, ENVIRONMENT } from '../../model/environment';
import { BuildSpec, exportVariables, INSTALL, NODE_AND_PYTHON, phase } from '../build-spec';

/** Prepares the solution in the core's repository: install, synth, `cv-insync prepare`. */
export const prepareBuildSpec = (folder = ''): BuildSpec => ({
  version: 0.2,
  env: { 'shell': 'bash', 'exported-variables': [ENVIRONMENT.heldBack, ENVIRONMENT.directoryDigest] },
  phases: {
    install: phase([`cd "./${folder}"`, ...INSTALL], NODE_AND_PYTHON),
    build: phase(['npx cdk synth --quiet', 'npx cv-insync prepare', ...exportVariables(ENVIRONMENT.heldBack, ENVIRONMENT.directoryDigest)]),
  },
  artifacts: { 'base-directory': `./${folder}/${BUILD_OUTPUT.prepared}`, 'files': ['**/*'] },
});
