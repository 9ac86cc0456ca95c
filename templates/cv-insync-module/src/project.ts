import { readFileSync } from 'fs';
import { join } from 'path';
import { github, javascript, JsonFile, SampleFile, typescript } from 'projen';
import { problemsOf } from './options';
import { renderSamples } from './samples';
import { addTasks, STAND_INS_FILE } from './tasks';
import { VERSIONS } from './versions.generated';

/** Options of a module's project: those of a module, and those that every TypeScript project has. */
export interface InSyncModuleProjectOptions extends typescript.TypeScriptProjectOptions {
  /**
   * The solution that `register` and `unregister` are about.
   *
   * @default - what INSYNC_SOLUTION says, else connected-vehicle
   */
  readonly solution?: string;

  /**
   * ARN of the connection that pipelines read the repository through.
   *
   * @default - the connection of the solution's core
   */
  readonly connectionArn?: string;

  /**
   * Outputs of other modules that the module reads to start with, as `module/Output`.
   *
   * @default - the table of trips, as the sample does
   */
  readonly consumes?: string[];

  /**
   * Values of outputs of modules that stand in for the real ones in a rehearsal, by module and output.
   *
   * @default - made up from the names of the outputs
   */
  readonly standIns?: { [module: string]: { [output: string]: string } };

  /**
   * Version of the AWS CDK, as npm knows versions.
   *
   * @default - the version that cv-insync is tested with
   */
  readonly cdkVersion?: string;

  /**
   * Version of cv-insync, as npm knows versions; a path of a tarball is `file:/path`.
   *
   * @default - that of this package
   */
  readonly insyncVersion?: string;
}

/**
 * A module of the Connected Vehicle Solution: an app of one `InSyncModule`, with tests, and tasks to rehearse and to register it.
 * `repository` is `owner/name` on GitHub; without it the module cannot register itself. `defaultReleaseBranch` is the branch that is delivered.
 *
 * @pjid cv-insync-module
 */
export class InSyncModuleProject extends typescript.TypeScriptAppProject {
  /**
   * @param options what the module is, and how its project is built. An error says everything that is wrong with them.
   */
  constructor(options: InSyncModuleProjectOptions) {
    const problems = problemsOf(options);
    if (problems.length) throw new Error(`the options of the module are wrong:\n${problems.map(problem => `  ${problem}`).join('\n')}`);
    const { name, description = `The module ${name}`, repository, defaultReleaseBranch: branch } = options;
    const { solution, connectionArn, consumes = [], standIns } = options;
    const { 'README.md': readme, ...samples } = renderSamples({ name, description, consumes });
    super({
      packageManager: javascript.NodePackageManager.NPM,
      projenVersion: VERSIONS.projen,
      typescriptVersion: VERSIONS.typescript,
      minNodeVersion: '20.16.0',
      workflowNodeVersion: '22',
      npmignoreEnabled: false,
      projenrcTs: true,
      depsUpgrade: false,
      githubOptions: { mergify: false, pullRequestLint: false, projenCredentials: github.GithubCredentials.fromPersonalAccessToken() },
      pullRequestTemplate: false,
      buildWorkflowOptions: { mutableBuild: false },
      ...options,
      description,
      repository: repository && `https://github.com/${repository}.git`,
      sampleCode: false,
      tsconfigDev: {
        ...options.tsconfigDev,
        compilerOptions: { isolatedModules: true, skipLibCheck: true, ...options.tsconfigDev?.compilerOptions },
      },
      disableTsconfig: true,
      tsconfigDevFile: 'tsconfig.json', // one for all code, where editors and the lint look for it
      readme: { contents: readme },
      jestOptions: { ...options.jestOptions, jestConfig: { collectCoverage: false, ...options.jestOptions?.jestConfig } },
      deps: [
        `aws-cdk-lib@${options.cdkVersion ?? VERSIONS['aws-cdk-lib']}`, `cv-insync@${options.insyncVersion ?? `^${ownVersion()}`}`,
        ...options.deps ?? [],
      ],
      devDeps: [
        `constructs@^${VERSIONS.constructs}`,
        ...(['aws-cdk', 'tsx', 'esbuild', '@aws-sdk/client-dynamodb', '@aws-sdk/lib-dynamodb'] as const).map(each => `${each}@${VERSIONS[each]}`),
        ...options.devDeps ?? [`cv-insync-module@^${ownVersion()}`],
      ],
      gitignore: ['cdk.out/', '.insync/', '*.report.json', ...options.gitignore ?? []],
    });
    // A newer one than lint and tests agree on makes `npm ci` fail.
    this.package.addPackageResolutions(`unrs-resolver@${VERSIONS['unrs-resolver']}`);

    this.package.addField('private', true);
    this.package.addField('publishConfig', undefined);

    new JsonFile(this, 'cdk.json', {
      marker: false,
      obj: { app: 'node --import tsx src/main.ts', context: { module: { name, description, repository, branch, connectionArn } } },
    });
    if (standIns) new JsonFile(this, STAND_INS_FILE, { marker: false, obj: standIns });
    for (const [path, contents] of Object.entries(samples)) new SampleFile(this, path, { contents });
    addTasks(this, { solution, hasStandIns: standIns !== undefined });
    this.buildWorkflow?.addPostBuildSteps({ name: 'Rehearse', run: 'npx projen rehearse' });
    this.eslint?.allowDevDeps('src/**'); // an app: what it runs with is installed where it is built
    this.vscode?.extensions.addRecommendations('dbaeumer.vscode-eslint', 'editorconfig.editorconfig');
    this.vscode?.settings.addSetting('editor.codeActionsOnSave', { 'source.fixAll.eslint': 'explicit' });
  }
}

/** Both packages are released together. */
const ownVersion = (): string => JSON.parse(readFileSync(join(__dirname, '..', 'package.json'), 'utf8')).version;
