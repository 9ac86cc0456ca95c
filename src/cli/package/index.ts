import { join } from 'path';
import { readAssembly } from '../../assembly/cloud-assembly';
import { BUILD_OUTPUT, ENVIRONMENT } from '../../model/environment';
import { formatPermission } from '../../model/permissions-text';
import { currentEnvironment } from '../aws/aws-environment';
import { objects } from '../aws/objects';
import { publishAssets } from '../bundle/assets';
import { ownSolution, required } from '../bundle/build-variables';
import { sizeWarnings } from '../bundle/limits';
import { findModule, givenTexts, packageModule } from '../bundle/package-module';
import { writeFolder } from '../bundle/write-files';
import { isCloudFormationModule } from '../cloudformation-module/complete-module';
import { assembleCloudFormationModule } from '../cloudformation-module/write-assembly';

/** `cv-insync package`: packages the module of a checkout, after `cdk synth` or beside a `module.yaml`. */
export async function packageCommand(directory = process.cwd()): Promise<void> {
  const identity = { solution: ownSolution(), module: required(ENVIRONMENT.module) };
  const given = givenTexts(process.env[ENVIRONMENT.parameters], ENVIRONMENT.parameters);
  const assembly = isCloudFormationModule(directory) ? assembleCloudFormationModule(directory, identity, given, console.log) : readAssembly(join(directory, 'cdk.out'));
  const module = findModule(assembly, identity.solution, identity.module);
  const files = packageModule(assembly, module, given, givenTexts(process.env[ENVIRONMENT.tags], ENVIRONMENT.tags));
  const { published, present } = await publishAssets(assembly, module, objects(), currentEnvironment());
  writeFolder(join(directory, BUILD_OUTPUT.packaged), files);

  const { produces, consumes, permissions = [] } = module.contract;
  console.log([
    `module ${module.name} of ${module.solution}`,
    `  produces: ${produces.join(', ') || 'nothing'}`,
    `  consumes: ${consumes.join(', ') || 'nothing'}`,
    ...permissions.length ? [`  asks for: ${permissions.map(formatPermission).join('; ')}`] : [],
    `  assets:   ${published} uploaded, ${present} already there`,
    ...sizeWarnings(assembly, [module]).map(warning => `warning: ${warning}`),
  ].join('\n'));
}
