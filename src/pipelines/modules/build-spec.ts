import { BUILD_OUTPUT, ENVIRONMENT } from '../../model/environment';
import { BuildSpec, exportVariables, NODE, phase } from '../build-spec';

/** Applies a definition with the program in its bundle. */
export const applyBuildSpec: BuildSpec = {
  version: 0.2,
  env: { 'shell': 'bash', 'exported-variables': [ENVIRONMENT.heldBack] },
  phases: {
    install: phase(['node --version'], NODE),
    build: phase(['node apply.js', ...exportVariables(ENVIRONMENT.heldBack)]),
  },
  artifacts: { files: [BUILD_OUTPUT.applied] },
};
