import { join } from 'path';
import { objects } from './aws/objects';
import { readAssembly } from './build/assembly';
import { publishAssets } from './build/assets';
import { currentEnvironment, ownSolution, required } from './build/environment';
import { writeFolder } from './build/output';
import { findModule, givenParameters, packageModule } from './build/package-module';
import { assemblePlainModule } from './plain/assembly';
import { isPlain } from './plain/prepare';
import { sizeWarnings } from './prepare/limits';
import { BUILD_OUTPUT, ENVIRONMENT } from '../registry/environment';

/** `cv-insync package`: in a checkout of a module's repository, after `cdk synth` or beside a `module.yaml`. */
export async function packageCommand(directory = process.cwd()): Promise<void> {
  const identity = { solution: ownSolution(), module: required(ENVIRONMENT.module) };
  const given = givenParameters(process.env[ENVIRONMENT.parameters]);
  const assembly = isPlain(directory) ? assemblePlainModule(directory, identity, given, console.log) : readAssembly(join(directory, 'cdk.out'));
  const module = findModule(assembly, identity.solution, identity.module);
  const files = packageModule(assembly, module, given);
  const { published, present } = await publishAssets(assembly, module, objects(), currentEnvironment());
  writeFolder(join(directory, BUILD_OUTPUT.packaged), files);

  const { produces, consumes } = module.contract;
  console.log([
    `module ${module.name} of ${module.solution}`,
    `  produces: ${produces.join(', ') || 'nothing'}`,
    `  consumes: ${consumes.join(', ') || 'nothing'}`,
    `  assets:   ${published} uploaded, ${present} already there`,
    ...sizeWarnings(assembly, [module]).map(warning => `warning: ${warning}`),
  ].join('\n'));
}
