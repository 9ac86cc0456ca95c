import { readFileSync } from 'fs';
import { join } from 'path';
import { github, javascript, JsonFile, SampleFile, typescript } from 'projen';
import { problemsOf } from './options';
import { renderSamples } from './samples';
import { addTasks, STAND_INS_FILE } from './tasks';
import { VERSIONS } from './versions.generated';

/** Options of a module's project: options of the module, and those of every TypeScript project of projen. */
export interface InSyncModuleProjectOptions extends typescript.TypeScriptProjectOptions {
  /**
   * The solution that `register` and `unregister` use.
   *
   * @default - environment variable INSYNC_SOLUTION, else connected-vehicle
   */
  readonly solution?: string;

  /**
   * ARN of the AWS CodeConnections connection to the repository.
   *
   * @default - the connection of the solution's core
   */
  readonly connectionArn?: string;

  /**
   * Additional outputs of other modules that the sample consumes, as `module/Output`.
   *
   * @default - only the table of trips
   */
  readonly consumes?: string[];

  /**
   * Values of other modules' outputs for rehearsals, which run without those modules. By module and output.
   *
   * @default - generated from the names of the outputs
   */
  readonly standIns?: { [module: string]: { [output: string]: string } };

  /**
   * Version of the AWS CDK, in npm's syntax.
   *
   * @default - the version that cv-insync is tested with
   */
  readonly cdkVersion?: string;

  /**
   * Version of cv-insync, in npm's syntax, such as `file:/path` for a tarball.
   *
   * @default - the version of this package
   */
  readonly insyncVersion?: string;
}

/**
 * A module of the Connected Vehicle Solution: a CDK app with one `InSyncModule`, tests, and tasks to rehearse and register the module.
 * `repository` is `owner/name` on GitHub, and required for registration. `defaultReleaseBranch` is the branch that is delivered.
 *
 * @pjid cv-insync-module
 */
export class InSyncModuleProject extends typescript.TypeScriptAppProject {
  /**
   * @param options options of the module and of its project. All problems are reported in one error.
   */
  constructor(options: InSyncModuleProjectOptions) {
    const problems = problemsOf(options);
    if (problems.length) throw new Error(`the options of the module are invalid:\n${problems.map(problem => `  ${problem}`).join('\n')}`);
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
      tsconfigDevFile: 'tsconfig.json', // one for all code, at the path where editors and ESLint look for it
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
    // ESLint and jest require different versions. Without a common one, `npm ci` fails.
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
    this.eslint?.allowDevDeps('src/**'); // an app is built where its development dependencies are installed
    this.vscode?.extensions.addRecommendations('dbaeumer.vscode-eslint', 'editorconfig.editorconfig');
    this.vscode?.settings.addSetting('editor.codeActionsOnSave', { 'source.fixAll.eslint': 'explicit' });
  }
}

/** The version of this package, and of cv-insync, as both are released together. */
const ownVersion = (): string => JSON.parse(readFileSync(join(__dirname, '..', 'package.json'), 'utf8')).version;
