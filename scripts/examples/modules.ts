import { existsSync, readdirSync } from 'fs';
import { join, resolve } from 'path';
import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import type { InSyncModule } from '../../src';
import { completeModule } from '../../src/cli/cloudformation-module/complete-module';
import type { Contract } from '../../src/model/contract';
import { providersOf as requirementProviders } from '../../src/model/requirement';

/** The folder of the examples. Each of its folders represents a repository. */
export const examples = resolve(__dirname, '../../examples');

/** The modules with a repository of their own. */
export const MODULES: readonly string[] = readdirSync(join(examples, 'modules')).sort();

/** The modules in the core's repository. */
export const CORE: readonly string[] = ['auth', 'fleet', 'telemetry'];

export const ALL: readonly string[] = [...CORE, ...MODULES];

/** The folder of a module's repository in the examples. */
export const repositoryOf = (name: string) => MODULES.includes(name) ? `modules/${name}` : 'core';

/** The modules that are CloudFormation templates. */
export const WITHOUT_CDK: readonly string[] = MODULES.filter(name => existsSync(join(examples, repositoryOf(name), 'module.yaml')));

const classOf = (name: string) => name.replace(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase());

/** A module that is written with the CDK: `lib/<name>.ts` exports its stack class. Its functions are not bundled, because that takes a second each. */
export function makeModule(name: string): InSyncModule {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- the modules are found in the folder
  const { [classOf(name)]: Module } = require(join(examples, repositoryOf(name), 'lib', name));
  return new Module(new App({ context: { 'aws:cdk:bundling-stacks': [] } }), name);
}

/** A module as it is deployed. */
export interface ExampleModule {
  readonly name: string;
  readonly description: string;
  readonly contract: Contract;
  readonly template: Template;
}

const known = new Map<string, ExampleModule>();

export function exampleModule(name: string): ExampleModule {
  if (!known.has(name)) known.set(name, WITHOUT_CDK.includes(name) ? moduleWithoutCdk(name) : cdkModule(makeModule(name)));
  return known.get(name)!;
}

function cdkModule(module: InSyncModule): ExampleModule {
  if (CORE.includes(module.moduleName)) module._deployWithCore();
  return {
    name: module.moduleName,
    description: module.templateOptions.description ?? '',
    contract: module._contract(),
    template: Template.fromStack(module),
  };
}

function moduleWithoutCdk(name: string): ExampleModule {
  const { value, problems } = completeModule(join(examples, repositoryOf(name)), { solution: 'connected-vehicle', module: name }, {});
  if (!value) throw new Error(problems.join('\n'));
  const { file: { description = '' }, contract, template } = value;
  return { name, description, contract, template: Template.fromString(template) };
}

type ModuleOf = (name: string) => Pick<ExampleModule, 'contract'>;

/** The modules that a module consumes. */
export const providersOf = (name: string, moduleOf: ModuleOf = exampleModule) => requirementProviders(moduleOf(name).contract.consumes).sort();

/** The modules, producers before consumers. */
export function inOrder(moduleOf: ModuleOf = exampleModule): string[] {
  const sorted: string[] = [];
  const add = (name: string) => {
    providersOf(name, moduleOf).forEach(add);
    if (!sorted.includes(name)) sorted.push(name);
  };
  ALL.forEach(add);
  return sorted;
}
