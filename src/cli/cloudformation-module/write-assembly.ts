import { mkdirSync, readdirSync, rmSync } from 'fs';
import { join } from 'path';
import { type ModuleIdentity, type CompletedModule, completeModule } from './complete-module';
import { type Assembly, readAssembly } from '../../assembly/cloud-assembly';
import { MODULE_MANIFEST, moduleManifest } from '../../assembly/manifests';
import { assetBucketName, moduleStackName } from '../../model/names';
import { writeFile } from '../bundle/write-files';
import { Failure } from '../terminal/failure';

/** Where a plain module becomes what `cdk synth` would write: from there on, all modules are alike. */
export const ASSEMBLY_FOLDER = join('.insync', 'assembly');

/** Turns a plain module into a cloud assembly, and tells what its author may not expect; fails with everything that is wrong with it. */
export function assembleCloudFormationModule(
  folder: string, identity: ModuleIdentity, given: Readonly<Record<string, string>>, log: (line: string) => void,
  target = join(folder, ASSEMBLY_FOLDER),
): Assembly {
  const { value, problems } = completeModule(folder, identity, given);
  if (!value) throw new Failure(problems);
  value.notes.forEach(note => log(`note: ${note}`));
  replaceFolder(target, filesOf(value, identity));
  return readAssembly(target);
}

type Files = Readonly<Record<string, string | object | Uint8Array>>;

/** Wherever this is cut off, the folder is empty or has the manifest, so that it is known to be of this command. */
function replaceFolder(target: string, { [MODULE_MANIFEST]: manifest, ...others }: Files) {
  mkdirSync(target, { recursive: true });
  for (const name of readdirSync(target)) if (name !== MODULE_MANIFEST) rmSync(join(target, name), { recursive: true, force: true });
  writeFile(join(target, MODULE_MANIFEST), manifest);
  for (const [name, content] of Object.entries(others)) writeFile(join(target, name), content);
}

function filesOf({ template, contract, artifacts, file }: CompletedModule, { solution, module }: ModuleIdentity): Files {
  const templateFile = `${module}.template.json`;
  const bucketName = assetBucketName(solution, '${AWS::AccountId}', '${AWS::Region}');
  return {
    'manifest.json': { artifacts: {} },
    [MODULE_MANIFEST]: moduleManifest([{
      name: module,
      solution,
      stackName: moduleStackName(solution, module),
      templateFile,
      assetsFile: `${module}.assets.json`,
      description: file.description,
      contract,
    }]),
    [templateFile]: template,
    [`${module}.assets.json`]: {
      files: Object.fromEntries(artifacts.map(({ fileName }) => [fileName, {
        source: { path: fileName, packaging: 'file' },
        destinations: { current: { bucketName, objectKey: `${module}/${fileName}` } },
      }])),
    },
    ...Object.fromEntries(artifacts.map(({ fileName, content }) => [fileName, content])),
  };
}
