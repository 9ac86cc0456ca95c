import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { CfnInclude } from 'aws-cdk-lib/cloudformation-include';
import { ALL, type ExampleModule, exampleModule as makeExample, inOrder as inOrderOf } from '../../scripts/examples/modules';
import { shared } from '../shared';

export * from '../../scripts/examples/modules';

type Plain = Omit<ExampleModule, 'template'> & { readonly template: any };

/** The modules are made once per test run, because that takes seconds. */
let plain: Readonly<Record<string, Plain>> | undefined;
function plainOf(name: string): Plain {
  const file = (folder: string) => join(folder, 'modules.json');
  const made = () => ALL.map(each => [each, { ...makeExample(each), template: makeExample(each).template.toJSON() }]);
  plain ??= JSON.parse(readFileSync(file(shared('example-modules', folder => writeFileSync(file(folder), JSON.stringify(Object.fromEntries(made()))))), 'utf8'));
  return plain![name];
}

const templates = new Map<string, Template>();

export function exampleModule(name: string): ExampleModule {
  if (!templates.has(name)) templates.set(name, Template.fromJSON(plainOf(name).template));
  return { ...plainOf(name), template: templates.get(name)! };
}

export const inOrder = () => inOrderOf(plainOf);

export function templateOf(name: string): Template {
  return exampleModule(name).template;
}

export const resourcesOf = (name: string, type: string): any[] => Object.values(templateOf(name).findResources(type));

/** The template of a module as a CDK stack, also for a module that is written without the CDK. */
export function includedStack(name: string): Stack {
  const folder = mkdtempSync(join(tmpdir(), 'included-'));
  const templateFile = join(folder, `${name}.json`);
  writeFileSync(templateFile, JSON.stringify(templateOf(name)));
  const stack = new Stack(new App(), name);
  new CfnInclude(stack, 'Template', { templateFile });
  rmSync(folder, { recursive: true });
  return stack;
}
