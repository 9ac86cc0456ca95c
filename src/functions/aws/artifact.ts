import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import type { Job } from './job';
import { RETRY } from '../../aws/client';
import { readZipFile } from '../read-zip';

/** A JSON file of the action's input artifact, read with the job's credentials. */
export async function readArtifact(job: Job, path: string): Promise<any> {
  const [artifact] = job.data.inputArtifacts;
  const { bucketName, objectKey } = artifact.location.s3Location;
  const client = new S3Client({ credentials: job.data.artifactCredentials, ...RETRY });
  const { Body } = await client.send(new GetObjectCommand({ Bucket: bucketName, Key: objectKey }));
  const file = readZipFile(Buffer.from(await Body!.transformToByteArray()), path);
  if (!file) throw new Error(`the artifact "${artifact.name}" has no ${path}; the previous action has to write it`);
  return JSON.parse(file.toString());
}
