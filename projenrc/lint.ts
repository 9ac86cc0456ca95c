import { cdk } from 'projen';

/** One type-checked lint over everything that is written here, the parts that jsii does not compile included. */
export function lint(project: cdk.JsiiProject) {
  const file = project.tryFindObjectFile('.eslintrc.json')!;
  file.addOverride('parserOptions.projectService', undefined);
  file.addOverride('parserOptions.project', './tsconfig.dev.json');
  file.addOverride('settings.import/resolver.typescript.project', './tsconfig.dev.json');
  project.tsconfigDev.addInclude('.projenrc.ts');
  // What is bundled may come from development dependencies; the jsii assembly may not.
  project.eslint!.allowDevDeps('{src/{cli,functions,registry/aws,rehearsal,yaml},packages}/**');
  project.eslint!.allowDevDeps('{bench,examples,projenrc,scripts,test}/**');
  // Samples are written for the project that they become a part of, and depend on its packages.
  project.eslint!.addOverride({ files: ['templates/*/samples/**/*.ts'], rules: { 'import/no-extraneous-dependencies': 'off' } });
  // node:test collects the promises of its tests itself.
  project.eslint!.addOverride({ files: ['examples/**/*.test.ts'], rules: { '@typescript-eslint/no-floating-promises': 'off' } });
}
