import { randomBytes } from 'crypto';
import type { InputArtifact } from '@aws-sdk/client-codepipeline';
import { unzipSync } from 'fflate';
import { cloneReferenceIn } from './clone-reference';
import type { Account } from '../account/account';
import type { ArtifactRecord, ExecutionRecord } from '../account/codepipeline';
import { bodyBytes } from '../account/lambda';

const ARTIFACT_PREFIX_LENGTH = 20;
const ARTIFACT_NAME_LENGTH = 10;

/** The location of a new artifact, with a key of the form that CodePipeline uses. */
export function newArtifact(account: Account, execution: ExecutionRecord, name: string): ArtifactRecord {
  const { artifactStore, artifactStores } = execution.declaration;
  const store = artifactStore ?? artifactStores?.[account.region];
  if (!store) throw new Error(`the pipeline has no artifact store in region '${account.region}'`);
  const id = randomBytes(5).toString('base64url').slice(0, 7);
  return { bucket: store.location!, key: `${execution.pipeline.slice(0, ARTIFACT_PREFIX_LENGTH)}/${name.slice(0, ARTIFACT_NAME_LENGTH)}/${id}` };
}

/** The input artifacts of an action or a rule. */
export const artifactsNamed = ({ artifacts }: ExecutionRecord, inputs: readonly InputArtifact[] = []): Record<string, ArtifactRecord> =>
  Object.fromEntries(inputs.flatMap(({ name }) => artifacts[name!] ? [[name!, artifacts[name!]]] : []));

/** Who reads and writes artifacts, and how. */
export interface ArtifactAccess {
  readonly caller: string;
  /** The canned ACL of what is written. */
  readonly acl?: string;
  /** The tags of what is written, as in the query of a URL. */
  readonly tagging?: string;
}

export async function putArtifact(
  account: Account, { bucket, key }: ArtifactRecord, body: Buffer, { caller, acl, tagging }: ArtifactAccess,
): Promise<void> {
  const more = { ...acl ? { ACL: acl } : {}, ...tagging ? { Tagging: tagging } : {} };
  await account.call('s3', 'PutObject', { Bucket: bucket, Key: key, Body: body, ContentType: 'application/zip', ...more }, { caller });
}

export async function getArtifact(account: Account, { bucket, key }: ArtifactRecord, { caller }: ArtifactAccess): Promise<Buffer> {
  const { Body } = await account.call('s3', 'GetObject', { Bucket: bucket, Key: key }, { caller });
  return Buffer.from(await bodyBytes(Body));
}

/** A file of an artifact, by a reference of the form `Artifact::path`. */
export async function fileOfArtifact(
  account: Account, inputs: Readonly<Record<string, ArtifactRecord>>, reference: string, access: ArtifactAccess,
): Promise<string> {
  const [name, path] = reference.split('::');
  const artifact = inputs[name];
  if (!path || !artifact) {
    throw new Error(`'${reference}' is not a file of an input artifact: expected 'Artifact::path' with one of ${Object.keys(inputs).join(', ') || 'no artifacts'}`);
  }
  const bytes = await getArtifact(account, artifact, access);
  if (cloneReferenceIn(bytes)) throw new Error(`artifact '${name}' is a reference to a repository (CODEBUILD_CLONE_REF), which only CodeBuild actions can use`);
  const file = unzipSync(bytes, { filter: each => each.name === path })[path];
  if (!file) throw new Error(`artifact '${name}' has no file '${path}'`);
  return Buffer.from(file).toString('utf8');
}
