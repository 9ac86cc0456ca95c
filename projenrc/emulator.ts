import { cdk, javascript } from 'projen';

const FOLDER = 'packages/emulator';

/** The package `@cv-insync/emulator`: an AWS account on this machine that runs pipelines. Private; the command line is bundled with it. */
export function emulator(parent: cdk.JsiiProject, projenVersion: string, { deps, devDeps }: { readonly deps: string[]; readonly devDeps: string[] }) {
  const project = new javascript.NodeProject({
    parent,
    outdir: FOLDER,
    name: '@cv-insync/emulator',
    description: 'An AWS account on this machine: CloudFormation, CodePipeline, CodeBuild and what they need, without Docker',
    license: 'Apache-2.0',
    defaultReleaseBranch: 'main',
    packageManager: javascript.NodePackageManager.NPM,
    minNodeVersion: '20.16.0',
    projenVersion,
    deps,
    devDeps,
    entrypoint: 'src/index.ts',
    release: false,
    github: false,
    depsUpgrade: false,
    // Type-checked, linted and tested with the rest of the repository.
    jest: false,
    // projen ignores folders of this name everywhere.
    gitignore: ['!/src/**/logs/', '!/test/**/logs/'],
  });
  project.package.addField('private', true);
  // Its dependencies are the repository's own: nothing is installed a second time.
  project.package.postSynthesize = () => undefined;
  parent.jest!.addTestMatch(`<rootDir>/${FOLDER}/test/**/*.test.ts`);
}
