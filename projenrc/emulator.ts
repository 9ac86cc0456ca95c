import { cdk, javascript } from 'projen';

const FOLDER = 'packages/emulator';

/** The package `@cv-insync/emulator`: an emulated AWS account that runs pipelines. It is private, and bundled into the command line. */
export function emulator(parent: cdk.JsiiProject, projenVersion: string, { deps, devDeps }: { readonly deps: string[]; readonly devDeps: string[] }) {
  const project = new javascript.NodeProject({
    parent,
    outdir: FOLDER,
    name: '@cv-insync/emulator',
    description: 'A local AWS emulator for CloudFormation, CodePipeline, CodeBuild and the services that they need, without Docker',
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
    // By default, projen adds folders of this name to .gitignore.
    gitignore: ['!/src/**/logs/', '!/test/**/logs/'],
  });
  project.package.addField('private', true);
  // It uses the dependencies that are installed for the repository.
  project.package.postSynthesize = () => undefined;
  parent.jest!.addTestMatch(`<rootDir>/${FOLDER}/test/**/*.test.ts`);
}
