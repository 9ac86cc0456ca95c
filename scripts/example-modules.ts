import { readdirSync } from 'fs';
import { join, resolve } from 'path';
import { App } from 'aws-cdk-lib';
import type { InSyncModule } from '../src';

/** The folder of the examples, each of which is a repository of its own. */
export const examples = resolve(__dirname, '../examples');

/** The modules that are repositories of their own. */
export const MODULES: readonly string[] = readdirSync(join(examples, 'modules')).sort();

/** The modules of the core's repository. */
export const CORE: readonly string[] = ['auth', 'fleet', 'telemetry'];

export const ALL: readonly string[] = [...CORE, ...MODULES];

/** The folder of a module's repository, within the examples. */
export const repositoryOf = (name: string) => MODULES.includes(name) ? `modules/${name}` : 'core';

const classOf = (name: string) => name.replace(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase());

/** A module of the examples: `lib/<name>.ts` has the class that is its stack. Its functions are not bundled, which takes a second each. */
export function makeModule(name: string): InSyncModule {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- the modules are found in the folder
  const { [classOf(name)]: Module } = require(join(examples, repositoryOf(name), 'lib', name));
  return new Module(new App({ context: { 'aws:cdk:bundling-stacks': [] } }), name);
}

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
