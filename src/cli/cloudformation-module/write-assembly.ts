import { mkdirSync, readdirSync, rmSync } from 'fs';
import { join } from 'path';
import { type ModuleIdentity, type CompletedModule, completeModule } from './complete-module';
import { type Assembly, readAssembly } from '../../assembly/cloud-assembly';
import { MODULE_MANIFEST, moduleManifest } from '../../assembly/manifests';
import { assetBucketName, moduleStackName } from '../../model/names';
import { writeFile } from '../bundle/write-files';
import { Failure } from '../terminal/failure';

/** The folder with the cloud assembly of a module without the CDK, as `cdk synth` would write it: later steps treat all modules alike. */
export const ASSEMBLY_FOLDER = join('.insync', 'assembly');

/** Writes the cloud assembly of a module without the CDK, and logs remarks for its author. Fails with all problems. */
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

/** Where this is interrupted, the folder is empty or has the manifest, which shows that this command wrote it. */
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
