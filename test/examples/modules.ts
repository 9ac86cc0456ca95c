import { Template } from 'aws-cdk-lib/assertions';
import { exampleModule } from '../../scripts/example-modules';

export * from '../../scripts/example-modules';

export function templateOf(name: string): Template {
  return exampleModule(name).template;
}

export const resourcesOf = (name: string, type: string): any[] => Object.values(templateOf(name).findResources(type));
