import { typescript } from 'projen';

/** Where the values of stand-ins are found by a rehearsal. */
export const STAND_INS_FILE = 'rehearsal.stand-ins.json';

export interface TaskOptions {
  /** The solution that registrations are for. */
  readonly solution?: string;
  readonly hasStandIns: boolean;
}

/** What there is to do with a module besides building it. */
export function addTasks(project: typescript.TypeScriptProject, { solution, hasStandIns }: TaskOptions) {
  const synth = project.addTask('synth', { description: 'Synthesize the module to cdk.out', exec: 'cdk synth --quiet' });
  const onSynthesized = (name: string, description: string, exec: string, env?: Record<string, string>) => {
    const task = project.addTask(name, { description, env });
    task.spawn(synth);
    task.exec(exec, { receiveArgs: true });
    return task;
  };
  const inSolution = solution ? { INSYNC_SOLUTION: solution } : undefined;
  onSynthesized('contract', 'Show what the module consumes and produces', 'cv-insync contract');
  onSynthesized('register', 'Let a solution install the module, and follow its first delivery', 'cv-insync register', inSolution);
  onSynthesized('unregister', 'Let a solution delete the module', 'cv-insync unregister', inSolution);
  const docs = onSynthesized('docs', 'Write what the module consumes and produces into README.md', 'cv-insync contract --readme README.md');
  project.addTask('rehearse', {
    description: 'Install the module into a rehearsal of a solution, change it, and remove it again',
    exec: ['cv-insync rehearse --module .', ...hasStandIns ? [`--stand-ins ${STAND_INS_FILE}`] : []].join(' '),
    receiveArgs: true,
  });

  // The types are checked; nothing is emitted, as the app runs from its sources.
  project.compileTask.reset(`tsc --noEmit -p ${project.tsconfigDev.fileName}`);
  project.postCompileTask.spawn(docs);
  lintWithBuild(project);
}

/** The module's pipeline runs the tests, which are to be quick; the lint is for whoever builds. */
function lintWithBuild(project: typescript.TypeScriptProject) {
  const lint = project.eslint?.eslintTask;
  if (!lint) return;
  const { testTask } = project;
  testTask.steps.forEach((step, index) => {
    if (step.spawn === lint.name) testTask.removeStep(index);
  });
  project.postCompileTask.spawn(lint);
}
