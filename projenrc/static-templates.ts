import { cdk } from 'projen';

/** Synthesizes the templates that are the same for all solutions, which the command line deploys without the AWS CDK. */
export function staticTemplates(project: cdk.JsiiProject) {
  const templates = project.addTask('templates', {
    description: 'Synthesize the module-definition pipeline and the deliveries to assets/templates',
    exec: 'tsx scripts/build/templates.ts',
  });
  project.preCompileTask.spawn(templates);
  project.addTask('templates:launch', {
    description: 'Synthesize the template that launches the reference solution from the console to templates/launch',
    exec: 'tsx --tsconfig tsconfig.dev.json scripts/build/launch-template.ts',
  });
  const reference = project.addTask('reference', {
    description: 'Synthesize the example core for rehearsals of modules to assets/reference',
    exec: 'tsx --tsconfig scripts/build/reference/tsconfig.json scripts/build/reference.ts',
  });
  project.preCompileTask.spawn(reference);
}
