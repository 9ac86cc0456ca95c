import { Template } from 'aws-cdk-lib/assertions';
import { makeModule } from '../../scripts/example-modules';

export * from '../../scripts/example-modules';

const templates = new Map<string, Template>();

export function templateOf(name: string): Template {
  if (!templates.has(name)) templates.set(name, Template.fromStack(makeModule(name)));
  return templates.get(name)!;
}

export const resourcesOf = (name: string, type: string): any[] => Object.values(templateOf(name).findResources(type));
