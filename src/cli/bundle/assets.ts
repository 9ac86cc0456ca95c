import { readFileSync } from 'fs';
import { resolve } from 'path';
import { zipFolder } from './zip';
import type { Assembly } from '../../assembly/cloud-assembly';
import { eachAtMost } from '../../aws/at-most';
import type { AssembledModule } from '../../model/manifest';
import type { AwsEnvironment } from '../aws/aws-environment';
import type { Objects } from '../aws/objects';
import { fail } from '../terminal/failure';

interface FileAsset {
  readonly source: { readonly path?: string; readonly packaging?: string; readonly executable?: readonly string[] };
  readonly destinations: Readonly<Record<string, { readonly bucketName: string; readonly objectKey: string }>>;
}

const AT_ONCE = 4;

/** Uploads the assets of a module that are not in the bucket yet. The template is passed on by the pipeline, and not uploaded. */
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
    const bucket = await resolvePlaceholders(destination.bucketName, environment);
    const key = await resolvePlaceholders(destination.objectKey, environment);
    if (await objects.exists(bucket, key)) return;
    if (!source.path) fail(`module ${module.name}: its asset ${key} is created by a command when it is published, expected a file or a folder; bundle it at synthesis instead`);
    const path = resolve(assembly.directory, source.path!);
    await objects.put(bucket, key, source.packaging === 'zip' ? zipFolder(path) : readFileSync(path));
    published++;
  });
  return { published, present: targets.length - published };
}

async function resolvePlaceholders(text: string, environment: () => Promise<AwsEnvironment>): Promise<string> {
  if (!text.includes('${AWS::')) return text;
  const { account, region, partition } = await environment();
  return text.replaceAll('${AWS::AccountId}', account).replaceAll('${AWS::Region}', region).replaceAll('${AWS::Partition}', partition);
}
