import { readdirSync } from 'fs';
import { join, resolve } from 'path';
import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { InSyncModule } from '../../src';

export const examples = resolve(__dirname, '../../examples');

/** The modules that are repositories of their own. */
export const MODULES: readonly string[] = readdirSync(join(examples, 'modules')).sort();

/** The core modules, in the order in which they are deployed. */
export const CORE: readonly string[] = ['auth', 'fleet', 'telemetry'];

export const ALL: readonly string[] = [...CORE, ...MODULES];

/** The folder of a module's repository, within the examples. */
export const repositoryOf = (name: string) => MODULES.includes(name) ? join('modules', name) : 'core';

const folderOf = (name: string) => join(examples, repositoryOf(name));
const classOf = (name: string) => name.replace(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase());

/** A module of the examples: `lib/<name>.ts` has the class that is its stack. Its functions are not bundled, which takes a second each. */
export function makeModule(name: string): InSyncModule {
  const { [classOf(name)]: Module } = jest.requireActual(join(folderOf(name), 'lib', name));
  return new Module(new App({ context: { 'aws:cdk:bundling-stacks': [] } }), name);
}

const templates = new Map<string, Template>();

export function templateOf(name: string): Template {
  if (!templates.has(name)) templates.set(name, Template.fromStack(makeModule(name)));
  return templates.get(name)!;
}

export const resourcesOf = (name: string, type: string): any[] => Object.values(templateOf(name).findResources(type));

/** The modules, each after those that it consumes. */
export function inOrder(): string[] {
  const needs = new Map(ALL.map(name => [name, makeModule(name)._requirements().map(({ module }) => module)]));
  const sorted: string[] = [];
  const add = (name: string) => {
    needs.get(name)!.forEach(add);
    if (!sorted.includes(name)) sorted.push(name);
  };
  ALL.forEach(add);
  return sorted;
}
