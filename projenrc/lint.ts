import { cdk } from 'projen';

/** ESLint options. Lint only reports; `npm run fix` edits files. */
export const LINT = {
  dirs: ['src', 'packages', 'projenrc'],
  devdirs: ['test', 'bench', 'conformance', 'examples', 'scripts', 'templates', '.ci'],
  fileExtensions: ['.ts', '.mjs', '.js'],
  commandOptions: { fix: false, extraArgs: ['--max-warnings=0'] },
};

/** Configures one type-checked lint for all source code, including the parts that jsii does not compile. */
export function lint(project: cdk.JsiiProject) {
  const file = project.tryFindObjectFile('.eslintrc.json')!;
  const eslint = project.eslint!;
  file.addOverride('parserOptions.projectService', undefined);
  file.addOverride('parserOptions.project', './tsconfig.dev.json');
  file.addOverride('settings.import/resolver.typescript.project', './tsconfig.dev.json');
  project.tsconfigDev.addInclude('.projenrc.ts');
  // Bundled code may import development dependencies; the jsii assembly may not.
  eslint.allowDevDeps('{src/{cli,functions,registry/aws,rehearsal,yaml},packages}/**');
  eslint.allowDevDeps('{bench,conformance,examples,projenrc,scripts,test}/**');
  // By default, ESLint ignores folders that begin with a dot, and projen makes it ignore JavaScript.
  eslint.addIgnorePattern('!.ci/');
  eslint.addIgnorePattern('!templates/*/bin/*.js');
  // JavaScript is not part of a TypeScript project, so rules that need types do not work for it.
  eslint.addOverride({ files: ['*.mjs', '*.js'], extends: ['plugin:@typescript-eslint/disable-type-checked'] });
  eslint.addOverride({ files: ['*.js'], rules: { '@typescript-eslint/no-require-imports': 'off' } });
  // Samples import the packages of the project that they become part of.
  eslint.addOverride({ files: ['templates/*/samples/**/*.ts'], rules: { 'import/no-extraneous-dependencies': 'off' } });
  // node:test awaits the promises of its tests.
  eslint.addOverride({ files: ['examples/**/*.test.ts'], rules: { '@typescript-eslint/no-floating-promises': 'off' } });

  project.addTask('fix', { description: 'Lint, and correct what ESLint can correct', steps: [{ spawn: eslint.eslintTask.name, args: ['--fix'] }] });
}
