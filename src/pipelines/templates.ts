import { App, Stack } from 'aws-cdk-lib';
import { DELIVERY_KINDS, deliveryTemplateFile } from './delivery/parameters';
import { deliveryTemplate } from './delivery/template';
import { MODULES_TEMPLATE_FILE } from './modules/parameters';
import { modulesTemplate } from './modules/template';

/** The stacks that are the same for all solutions, by the file of their template. */
export function staticStacks(app: App): Record<string, Stack> {
  return {
    [MODULES_TEMPLATE_FILE]: modulesTemplate(app),
    ...Object.fromEntries(DELIVERY_KINDS.map(kind => [deliveryTemplateFile(kind), deliveryTemplate(app, kind)])),
  };
}

/** Renders their templates as text. */
export function renderStaticTemplates(): Record<string, string> {
  const app = new App({ analyticsReporting: false });
  const stacks = staticStacks(app);
  const assembly = app.synth();
  return Object.fromEntries(Object.entries(stacks).map(([file, stack]) =>
    [file, `${JSON.stringify(assembly.getStackArtifact(stack.artifactId).template, undefined, 1)}\n`]));
}
