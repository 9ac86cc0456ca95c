import { cdk } from 'projen';

/** What is linted, and how. A lint reports; only `npm run fix` edits files. */
export const LINT = {
  dirs: ['src', 'packages', 'projenrc'],
  devdirs: ['test', 'bench', 'examples', 'scripts', 'templates', '.ci'],
  fileExtensions: ['.ts', '.mjs', '.js'],
  commandOptions: { fix: false, extraArgs: ['--max-warnings=0'] },
};

/** One type-checked lint over everything that is written here, the parts that jsii does not compile included. */
export function lint(project: cdk.JsiiProject) {
  const file = project.tryFindObjectFile('.eslintrc.json')!;
  const eslint = project.eslint!;
  file.addOverride('parserOptions.projectService', undefined);
  file.addOverride('parserOptions.project', './tsconfig.dev.json');
  file.addOverride('settings.import/resolver.typescript.project', './tsconfig.dev.json');
  project.tsconfigDev.addInclude('.projenrc.ts');
  // What is bundled may come from development dependencies; the jsii assembly may not.
  eslint.allowDevDeps('{src/{cli,functions,registry/aws,rehearsal,yaml},packages}/**');
  eslint.allowDevDeps('{bench,examples,projenrc,scripts,test}/**');
  // ESLint leaves out folders with a dot, and projen leaves out JavaScript, which is compiled elsewhere.
  eslint.addIgnorePattern('!.ci/');
  eslint.addIgnorePattern('!templates/*/bin/*.js');
  // JavaScript belongs to no TypeScript project, so the rules that need types do not apply to it.
  eslint.addOverride({ files: ['*.mjs', '*.js'], extends: ['plugin:@typescript-eslint/disable-type-checked'] });
  eslint.addOverride({ files: ['*.js'], rules: { '@typescript-eslint/no-require-imports': 'off' } });
  // Samples are written for the project that they become a part of, and depend on its packages.
  eslint.addOverride({ files: ['templates/*/samples/**/*.ts'], rules: { 'import/no-extraneous-dependencies': 'off' } });
  // node:test collects the promises of its tests itself.
  eslint.addOverride({ files: ['examples/**/*.test.ts'], rules: { '@typescript-eslint/no-floating-promises': 'off' } });

  project.addTask('fix', { description: 'Lint, and correct what ESLint can correct', steps: [{ spawn: eslint.eslintTask.name, args: ['--fix'] }] });
}
