import { mkdtempSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { CfnInclude } from 'aws-cdk-lib/cloudformation-include';
import { exampleModule } from '../../scripts/examples/modules';

export * from '../../scripts/examples/modules';

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
