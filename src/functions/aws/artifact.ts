import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import type { Job } from './job';
import { RETRY } from '../../aws/client';
import { readZipFile } from '../read-zip';

/** Reads JSON files of the action's input artifact, with the job's credentials. */
export async function readArtifact(job: Job, ...paths: readonly string[]): Promise<any[]> {
  const [{ location: { s3Location: { bucketName: Bucket, objectKey: Key } } }] = job.data.inputArtifacts;
  const client = new S3Client({ credentials: job.data.artifactCredentials, ...RETRY });
  const { Body } = await client.send(new GetObjectCommand({ Bucket, Key }));
  const zip = Buffer.from(await Body!.transformToByteArray());
  return paths.map(path => JSON.parse(readZipFile(zip, path).toString()));
}

/** Reads an object with the function's own rights. */
export async function readObject(Bucket: string, Key: string): Promise<string> {
  const { Body } = await new S3Client(RETRY).send(new GetObjectCommand({ Bucket, Key }));
  return Body!.transformToString();
}
