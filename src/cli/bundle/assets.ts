import { readFileSync, readdirSync, statSync } from 'fs';
import { basename, join, relative, resolve, sep } from 'path';
import { zipSync, type Zippable } from 'fflate';
import type { Assembly } from '../../assembly/cloud-assembly';
import type { AssembledModule } from '../../model/manifest';
import { eachAtMost } from '../aws/at-most';
import type { AwsEnvironment } from '../aws/aws-environment';
import type { Objects } from '../aws/objects';
import { fail } from '../terminal/failure';

interface FileAsset {
  readonly source: { readonly path?: string; readonly packaging?: string; readonly executable?: readonly string[] };
  readonly destinations: Readonly<Record<string, { readonly bucketName: string; readonly objectKey: string }>>;
}

/** First year of zip files: an asset depends on its content, not on when it was packed. */
const NO_TIME = new Date(1980, 0, 1);
const AT_ONCE = 4;
const REGULAR_FILE = 0o100000;
const OWNER_EXECUTES = 0o100;

/** Uploads those of a module's assets that are not there yet. The template is none of them: it goes through the pipeline. */
export async function publishAssets(assembly: Assembly, module: AssembledModule, objects: Objects, environment: () => Promise<AwsEnvironment>) {
  if (!module.assetsFile) return { published: 0, present: 0 };
  const { files = {}, dockerImages = {} } = JSON.parse(assembly.read(module.assetsFile));
  const images = Object.keys(dockerImages);
  if (images.length) {
    fail(`module ${module.name}: ${images.length} container image(s) among its assets, expected files only; push images to a registry and name them by URI`);
  }
  const assets = (Object.values(files) as FileAsset[]).filter(({ source }) => source.path !== module.templateFile);
  const targets = assets.flatMap(({ source, destinations }) => Object.values(destinations).map(destination => ({ source, destination })));
  let published = 0;
  await eachAtMost(AT_ONCE, targets, async ({ source, destination }) => {
    const bucket = await fill(destination.bucketName, environment);
    const key = await fill(destination.objectKey, environment);
    if (await objects.exists(bucket, key)) return;
    if (!source.path) fail(`module ${module.name}: its asset ${key} is made by a command, expected a file or a folder; bundle it at synthesis instead`);
    const path = resolve(assembly.directory, source.path!);
    await objects.put(bucket, key, source.packaging === 'zip' ? zipFolder(path) : readFileSync(path));
    published++;
  });
  return { published, present: targets.length - published };
}

async function fill(text: string, environment: () => Promise<AwsEnvironment>): Promise<string> {
  if (!text.includes('${AWS::')) return text;
  const { account, region, partition } = await environment();
  return text.replaceAll('${AWS::AccountId}', account).replaceAll('${AWS::Region}', region).replaceAll('${AWS::Partition}', partition);
}

/** A folder (or a single file) as a zip archive that keeps permissions: layers and custom runtimes contain programs. */
export function zipFolder(path: string): Uint8Array {
  const files: Zippable = {};
  const root = statSync(path).isDirectory() ? path : undefined;
  for (const file of root ? listFiles(root) : [path]) {
    const name = root ? relative(root, file).split(sep).join('/') : basename(file);
    files[name] = [readFileSync(file), { mtime: NO_TIME, os: 3, attrs: attributes(statSync(file).mode) }];
  }
  return zipSync(files);
}

/** External attributes of an archived file: whether it is a program, and nothing of what a machine gives to files besides. */
const attributes = (mode: number) => (REGULAR_FILE + (Math.floor(mode / OWNER_EXECUTES) % 2 ? 0o755 : 0o644)) * 0x10000;

/** All files below a folder, sorted; links are followed. */
const listFiles = (folder: string): string[] => readdirSync(folder).sort().flatMap(name => {
  const path = join(folder, name);
  return statSync(path).isDirectory() ? listFiles(path) : [path];
});
