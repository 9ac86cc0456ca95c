import { BUILD_OUTPUT } from '../../registry/environment';
import { BuildSpec, INSTALL, NODE_AND_PYTHON, phase } from '../build-spec';

/** Builds a module: install, its own tests, synth, package. Whatever language it is written in, its `cdk.json` says how to run it. */
export const moduleBuildSpec = (folder: string): BuildSpec => ({
  version: 0.2,
  env: { shell: 'bash' },
  phases: {
    install: phase([`cd "./${folder}"`, ...INSTALL], NODE_AND_PYTHON),
    pre_build: phase(['if [ -f package.json ]; then npm test --if-present; fi']),
    build: phase(['npx cdk synth --quiet', 'npx cv-insync package']),
  },
  artifacts: { 'base-directory': `./${folder}/${BUILD_OUTPUT.packaged}`, 'files': ['**/*'] },
});
