import { cdk } from 'projen';

/** Builds the packages for all languages, with the documentation's examples translated, and tries them. */
export function packaging(project: cdk.JsiiProject) {
  // The tools of jsii warn of each Node.js that is at its end, in a banner per command; which ones the packages run with is decided here.
  project.tasks.addEnvironment('JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION', '20');
  const rosetta = project.addTask('rosetta', {
    description: 'Compile the examples in docstrings and in the readme, and translate them; fails if one does not compile',
    exec: 'jsii-rosetta extract --strict .',
  });
  rosetta.exec('node scripts/docs/readme-program.mjs');
  project.postCompileTask.spawn(rosetta);
  // Words that are reserved in one of the languages are warned of, and nobody reads warnings.
  project.compileTask.reset('jsii --fail-on-warnings');
  project.compileTask.exec('node scripts/docs/readme-links.mjs');
  project.gitignore.exclude('/.jsii.tabl.json');
  project.addPackageIgnore('!.jsii.tabl.json');

  project.packageTask.reset('tsx test/languages/toolchains.ts --required');
  project.packageTask.exec('rm -rf dist/js dist/java dist/python dist/dotnet dist/go');
  project.packageTask.description = 'Build the packages for all languages into dist';
  project.packageTask.spawn(rosetta);
  project.packageTask.spawn(project.tasks.tryFind('package-all')!);
  for (const target of ['js', 'java', 'python', 'go']) project.tasks.tryFind(`package:${target}`)!.reset(`jsii-pacmak --target ${target}`);
  dotnet(project);
}

/** Compares the public API with that of the last release, and the packages with what registries demand. */
export function publishing(project: cdk.JsiiProject) {
  const compat = project.tasks.tryFind('compat')!;
  compat.reset('tsx test/api/index.ts', { receiveArgs: true });
  compat.description = 'Compare the public API with that of the last release (--accept: make it the baseline)';
  project.addTask('publish:dry-run', {
    description: 'Check that the packages in dist have what the registries demand',
    exec: 'tsx test/publish/index.ts',
  });
}

/** The code for .NET is generated everywhere, to be checked, and compiled where the SDK of .NET is. */
function dotnet(project: cdk.JsiiProject) {
  const task = project.tasks.tryFind('package:dotnet')!;
  task.reset('jsii-pacmak --target dotnet', { condition: 'which dotnet' });
  task.exec('jsii-pacmak --target dotnet --code-only');
  task.say('the SDK of .NET is absent: its code is generated and not compiled', { condition: '! which dotnet' });
}
