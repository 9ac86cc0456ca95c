import { createHash } from 'crypto';
import { readFileSync } from 'fs';
import { dirname } from 'path';
import type { ProjectArtifacts } from '@aws-sdk/client-codebuild';
import type { BuildRecord, BuiltArtifact, PipelineArtifact } from '../../account/codebuild';
import { putArtifact } from '../artifacts';
import type { Context } from '../context';
import { zipFiles } from '../zip';
import type { ArtifactSpec, BuildSpec } from './buildspec';
import { callerOf } from './caller';
import type { BuildLog } from './log';
import { filesOfArtifact } from './output';
import { BuildFailure } from './phases';

/** Uploads the artifacts of a build: to where its pipeline expects them, or to the buckets that its project names. */
export async function upload(context: Context, build: BuildRecord, spec: BuildSpec, root: string, log: BuildLog): Promise<BuiltArtifact[]> {
  const outputs = build.pipeline?.outputs;
  if (!outputs) return uploadToBuckets(context, build, spec, root, log);
  const built: BuiltArtifact[] = [];
  for (const [index, output] of outputs.entries()) {
    const files = filesOfArtifact(root, specOf(spec, output, outputs.length), limitOf(context, root));
    log.tell(`Found ${files.length} file(s) for artifact ${output.name}`);
    const zip = zipFiles(files);
    await putArtifact(context.account, output, zip, { caller: callerOf(build) });
    built.push({ ...(index ? { identifier: output.name } : {}), location: `arn:aws:s3:::${output.bucket}/${output.key}`, ...digests(zip) });
  }
  return built;
}

/** The emulator reads the files outside of the sandbox: links must not lead it there. */
const limitOf = ({ sandbox }: Context, root: string) => sandbox && dirname(root);

function specOf(spec: BuildSpec, { name }: PipelineArtifact, count: number): ArtifactSpec {
  const found = spec.secondaryArtifacts[name] ?? (count === 1 ? spec.artifacts : undefined);
  if (!found) throw new BuildFailure(`the action expects artifact '${name}', but the build spec defines it neither under artifacts nor under secondary-artifacts`);
  return found;
}

/** Artifacts of builds outside of pipelines: {@link https://docs.aws.amazon.com/codebuild/latest/APIReference/API_ProjectArtifacts.html}. */
async function uploadToBuckets(context: Context, build: BuildRecord, spec: BuildSpec, root: string, log: BuildLog): Promise<BuiltArtifact[]> {
  const { account } = context;
  const { artifacts, secondaryArtifacts = [] } = build.project;
  const caller = callerOf(build);
  const built: BuiltArtifact[] = [];
  for (const declared of [artifacts!, ...secondaryArtifacts].filter(({ type }) => type === 'S3')) {
    const identifier = declared.artifactIdentifier;
    const from = identifier === undefined ? spec.artifacts : spec.secondaryArtifacts[identifier];
    if (!from) continue;
    const files = filesOfArtifact(root, from, limitOf(context, root));
    log.tell(`Found ${files.length} file(s) for artifact ${identifier ?? declared.name ?? build.project.name}`);
    const Bucket = declared.location!;
    const key = keyOf(declared, build);
    const isZip = declared.packaging === 'ZIP';
    const zip = isZip ? zipFiles(files) : undefined;
    if (zip) await account.call('s3', 'PutObject', { Bucket, Key: key, Body: zip }, { caller });
    else for (const { path, file } of files) await account.call('s3', 'PutObject', { Bucket, Key: `${key}/${path}`, Body: readFileSync(file) }, { caller });
    built.push({ identifier, location: `arn:aws:s3:::${Bucket}/${key}`, ...(zip ? digests(zip) : {}) });
  }
  return built;
}

const keyOf = ({ path = '', namespaceType, name }: ProjectArtifacts, { project, id }: BuildRecord) =>
  [...path.split('/'), namespaceType === 'BUILD_ID' ? id.split(':')[1] : '', ...(name ?? project.name!).split('/')].filter(Boolean).join('/');

const digests = (bytes: Buffer) => ({ sha256: createHash('sha256').update(bytes).digest('hex'), md5: createHash('md5').update(bytes).digest('hex') });
