import { cdk } from 'projen';

/** Builds and tests the packages for all languages, with translated examples in the documentation. */
export function packaging(project: cdk.JsiiProject) {
  // Each command of jsii prints a banner on Node.js versions past their end of life. This project decides which versions it supports.
  project.tasks.addEnvironment('JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION', '20');
  const rosetta = project.addTask('rosetta', {
    description: 'Compile and translate the examples in docstrings and in the readme; fails if one does not compile',
    exec: 'jsii-rosetta extract --strict .',
  });
  rosetta.exec('node scripts/docs/readme-program.mjs');
  project.postCompileTask.spawn(rosetta);
  // A word that is reserved in one of the languages is an error: a warning would be overlooked.
  project.compileTask.reset('jsii --fail-on-warnings');
  project.compileTask.exec('node scripts/docs/readme-links.mjs');
  project.compileTask.exec('node scripts/build/strip-source-maps.mjs lib');
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

/** Compares the public API with that of the last release, and checks the packages against the registries' requirements. */
export function publishing(project: cdk.JsiiProject) {
  const compat = project.tasks.tryFind('compat')!;
  compat.reset('tsx test/api/index.ts', { receiveArgs: true });
  compat.description = 'Compare the public API with that of the last release (--accept: make the current API the baseline)';
  project.addTask('publish:dry-run', {
    description: 'Check the packages in dist against the requirements of the registries',
    exec: 'tsx test/publish/index.ts',
  });
}

/** Generates the code for .NET on every machine, and compiles it where the .NET SDK is installed. */
function dotnet(project: cdk.JsiiProject) {
  const task = project.tasks.tryFind('package:dotnet')!;
  task.reset('jsii-pacmak --target dotnet', { condition: 'which dotnet' });
  task.exec('jsii-pacmak --target dotnet --code-only');
  task.say('the .NET SDK is not installed: the code for .NET is generated, but not compiled', { condition: '! which dotnet' });
}
