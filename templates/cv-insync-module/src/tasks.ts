import { typescript } from 'projen';

/** File with the values of other modules' outputs for rehearsals. */
export const STAND_INS_FILE = 'rehearsal.stand-ins.json';

export interface TaskOptions {
  /** The solution to register with. */
  readonly solution?: string;
  readonly hasStandIns: boolean;
}

/** Adds the tasks of a module, and adjusts projen's build tasks. */
export function addTasks(project: typescript.TypeScriptProject, { solution, hasStandIns }: TaskOptions) {
  const synth = project.addTask('synth', { description: 'Synthesize the module to cdk.out', exec: 'cdk synth --quiet' });
  const addTaskAfterSynth = (name: string, description: string, exec: string, env?: Record<string, string>) => {
    const task = project.addTask(name, { description, env });
    task.spawn(synth);
    task.exec(exec, { receiveArgs: true });
    return task;
  };
  const inSolution = solution ? { INSYNC_SOLUTION: solution } : undefined;
  addTaskAfterSynth('contract', 'Show what the module consumes and produces', 'cv-insync contract');
  addTaskAfterSynth('register', 'Register the module with a solution, and follow its first delivery', 'cv-insync register', inSolution);
  addTaskAfterSynth('unregister', 'Delete the registration, so that the solution removes the module', 'cv-insync unregister', inSolution);
  const docs = addTaskAfterSynth('docs', 'Write what the module consumes and produces into README.md', 'cv-insync contract --readme README.md');
  project.addTask('rehearse', {
    description: 'Install the module into a rehearsal of a solution, change it, and remove it again',
    exec: ['cv-insync rehearse --module .', ...hasStandIns ? [`--stand-ins ${STAND_INS_FILE}`] : []].join(' '),
    receiveArgs: true,
  });

  // Only checks the types, because the app runs from its sources.
  project.compileTask.reset(`tsc --noEmit -p ${project.tsconfigDev.fileName}`);
  project.postCompileTask.spawn(docs);
  lintWithBuild(project);
}

/** Moves the lint from `test`, which the module's pipeline runs and which should be fast, to `build`. */
function lintWithBuild(project: typescript.TypeScriptProject) {
  const lint = project.eslint?.eslintTask;
  if (!lint) return;
  const { testTask } = project;
  testTask.steps.forEach((step, index) => {
    if (step.spawn === lint.name) testTask.removeStep(index);
  });
  project.postCompileTask.spawn(lint);
}
