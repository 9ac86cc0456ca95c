import { createHash, randomBytes } from 'crypto';
import type { Account } from '../account';
import { AwsError } from '../aws-error';
import type { Operation } from '../service';
import { announce } from './announce';
import { addVersion, Bucket, bucketIn, Part, S3State, Upload, Version } from './bucket';
import { checksum, memberOf, verifiedChecksums } from './checksums';
import { checkWriteConditions, rangeOf } from './conditions';
import { copySource } from './copy';
import { attributesOf, bytesOf, etagOf, kept, newVersionId, tagsOf } from './objects';

const SMALLEST_PART = 5 * 1024 * 1024;
const MOST_PARTS = 10_000;

interface Completed {
  readonly PartNumber: number;
  readonly ETag: string;
}

export function multipartOperations(account: Account, state: S3State): Record<string, Operation> {
  const find = ({ Bucket: name, Key, UploadId }: { Bucket: string; Key: string; UploadId: string }) => {
    const bucket = bucketIn(state, name);
    const upload = bucket.uploads[UploadId];
    if (upload?.key === Key) return { bucket, upload };
    throw new AwsError('NoSuchUpload', 'The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted or completed.', 404, { UploadId });
  };

  const store = async (input: any, body: Buffer) => {
    const { upload } = find(input);
    if (input.PartNumber < 1 || input.PartNumber > MOST_PARTS) {
      throw new AwsError('InvalidArgument', `Part number must be an integer between 1 and ${MOST_PARTS}, inclusive`);
    }
    const ChecksumAlgorithm = input.ChecksumAlgorithm ?? upload.input.ChecksumAlgorithm;
    const part: Part = { body, etag: etagOf(body), modified: new Date(), checksums: await verifiedChecksums({ ...input, ChecksumAlgorithm }, body) };
    upload.parts[input.PartNumber] = part;
    return part;
  };

  return {
    CreateMultipartUpload(input) {
      const bucket = bucketIn(state, input.Bucket);
      const UploadId = randomBytes(32).toString('base64url');
      bucket.uploads[UploadId] = { key: input.Key, started: new Date(), input, parts: {} };
      const { ServerSideEncryption, SSEKMSKeyId, BucketKeyEnabled } = attributesOf(bucket, input);
      const encryption = { ServerSideEncryption, SSEKMSKeyId, BucketKeyEnabled };
      const { Key, ChecksumAlgorithm } = input;
      return { Bucket: input.Bucket, Key, UploadId, ...encryption, ChecksumAlgorithm, ChecksumType: checksumType(input) };
    },

    async UploadPart(input) {
      const { etag, checksums } = await store(input, bytesOf(input.Body));
      return { ETag: etag, ...checksums };
    },

    async UploadPartCopy(input) {
      const { version, versionId } = copySource(state, input.CopySource);
      const range = rangeOf({ Range: input.CopySourceRange }, version);
      const { PartNumber, ...rest } = input;
      const part = await store({ ...rest, PartNumber }, range ? version.body.subarray(range.start, range.end) : version.body);
      return { CopySourceVersionId: versionId, CopyPartResult: { ETag: part.etag, LastModified: part.modified, ...part.checksums } };
    },

    async CompleteMultipartUpload(input, call) {
      const { bucket, upload } = find(input);
      const parts = partsOf(upload, input.MultipartUpload?.Parts ?? []);
      const versions = bucket.objects[input.Key];
      checkWriteConditions(input, versions?.[versions.length - 1]);
      const version = await assemble(bucket, upload, parts, input);
      delete bucket.uploads[input.UploadId];
      addVersion(bucket, input.Key, version);
      announce(account, bucket, input.Key, version, call, { type: 'Object Created', reason: 'CompleteMultipartUpload' });
      return { Location: `${account.endpoint ?? ''}/${input.Bucket}/${input.Key}`, Bucket: input.Bucket, Key: input.Key, ETag: version.etag, ...kept(bucket, version) };
    },

    AbortMultipartUpload(input) {
      const { bucket } = find(input);
      delete bucket.uploads[input.UploadId];
    },

    ListParts(input) {
      const { upload } = find(input);
      const marker = Number(input.PartNumberMarker ?? 0);
      const all = Object.entries(upload.parts)
        .map(([number, part]) => ({ PartNumber: Number(number), part }))
        .filter(({ PartNumber }) => PartNumber > marker);
      const limit = Math.min(input.MaxParts ?? 1000, 1000);
      const shown = all.slice(0, limit);
      return {
        Bucket: input.Bucket,
        Key: input.Key,
        UploadId: input.UploadId,
        MaxParts: limit,
        PartNumberMarker: String(marker),
        IsTruncated: all.length > limit,
        NextPartNumberMarker: shown.length ? String(shown[shown.length - 1].PartNumber) : undefined,
        Parts: shown.map(({ PartNumber, part: { etag, body, modified, checksums } }) =>
          ({ PartNumber, ETag: etag, Size: body.length, LastModified: modified, ...checksums })),
        StorageClass: 'STANDARD',
      };
    },

    ListMultipartUploads({ Bucket: name, Prefix = '' }) {
      const uploads = Object.entries(bucketIn(state, name).uploads).filter(([, { key }]) => key.startsWith(Prefix));
      return {
        Bucket: name,
        Prefix,
        IsTruncated: false,
        Uploads: uploads.map(([UploadId, { key, started }]) => ({ UploadId, Key: key, Initiated: started, StorageClass: 'STANDARD' })),
      };
    },
  };
}

/** CRC64NVME is always of the whole object; others are composite unless the upload requested FULL_OBJECT. */
function checksumType({ ChecksumAlgorithm, ChecksumType }: Record<string, any>): 'FULL_OBJECT' | 'COMPOSITE' {
  return ChecksumType ?? (ChecksumAlgorithm && ChecksumAlgorithm !== 'CRC64NVME' ? 'COMPOSITE' : 'FULL_OBJECT');
}

function partsOf(upload: Upload, completed: Completed[]): Part[] {
  if (completed.length === 0) throw new AwsError('MalformedXML', 'The XML you provided was not well-formed or did not validate against our published schema');
  return completed.map(({ PartNumber, ETag }, i) => {
    if (i > 0 && PartNumber <= completed[i - 1].PartNumber) {
      throw new AwsError('InvalidPartOrder', 'The list of parts was not in ascending order. Parts must be ordered by part number.');
    }
    const part = upload.parts[PartNumber];
    if (!part || part.etag.replace(/"/g, '') !== ETag.replace(/"/g, '')) {
      throw new AwsError('InvalidPart', 'One or more of the specified parts could not be found.  The part may not have been uploaded, '
        + "or the specified entity tag may not match the part's entity tag.", 400, { PartNumber, ETag });
    }
    if (i < completed.length - 1 && part.body.length < SMALLEST_PART) {
      throw new AwsError('EntityTooSmall', 'Your proposed upload is smaller than the minimum allowed size', 400, { PartNumber });
    }
    return part;
  });
}

async function assemble(bucket: Bucket, { input }: Upload, parts: Part[], given: Record<string, string>): Promise<Version> {
  const body = Buffer.concat(parts.map(part => part.body));
  const member = memberOf(input.ChecksumAlgorithm ?? 'CRC64NVME');
  const type = checksumType(input);
  const value = type === 'FULL_OBJECT'
    ? await checksum(member, body)
    : `${await checksum(member, Buffer.concat(parts.map(part => Buffer.from(part.checksums[member], 'base64'))))}-${parts.length}`;
  if (given[member] && given[member].replace(/-\d+$/, '') !== value.replace(/-\d+$/, '')) {
    throw new AwsError('BadDigest', `The ${member.slice('Checksum'.length)} you specified did not match the calculated checksum.`);
  }
  const digests = Buffer.concat(parts.map(part => Buffer.from(part.etag.replace(/"/g, ''), 'hex')));
  return {
    id: newVersionId(bucket),
    deleted: false,
    body,
    etag: `"${createHash('md5').update(digests).digest('hex')}-${parts.length}"`,
    modified: new Date(),
    attributes: attributesOf(bucket, input),
    checksums: { [member]: value },
    checksumType: type,
    tags: tagsOf(input.Tagging),
    parts: parts.map(part => part.body.length),
  };
}
