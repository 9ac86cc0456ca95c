import type { Actor } from './role';
import type { Runtime } from '../engine/runtime';
import { messageOf, ValidationError } from '../errors';
import type { StackState } from '../state';

export interface TemplateSource {
  readonly TemplateBody?: string;
  readonly TemplateURL?: string;
  readonly UsePreviousTemplate?: boolean;
}

const BODY_LIMIT = 51_200;
const URL_LIMIT = 1_000_000;

/** The template text of a request: inline, by URL, which is read with the permissions of who makes the request, or the previous one. */
export async function templateText(runtime: Runtime, source: TemplateSource, by: Actor, previous?: StackState): Promise<string> {
  const { TemplateBody, TemplateURL, UsePreviousTemplate } = source;
  if (UsePreviousTemplate) {
    if (TemplateBody !== undefined || TemplateURL !== undefined) throw new ValidationError('UsePreviousTemplate cannot be specified together with a template');
    if (!previous) throw new ValidationError('UsePreviousTemplate cannot be specified for a stack that does not exist');
    return previous.template;
  }
  if (TemplateBody !== undefined && TemplateURL !== undefined) throw new ValidationError('Only one of Template URL or Template Body may be specified.');
  if (TemplateBody !== undefined) {
    if (Buffer.byteLength(TemplateBody) > BODY_LIMIT) {
      throw new ValidationError("1 validation error detected: Value at 'templateBody' failed to satisfy constraint: "
        + `Member must have length less than or equal to ${BODY_LIMIT}`);
    }
    return TemplateBody;
  }
  if (TemplateURL === undefined) throw new ValidationError('Either Template URL or Template Body must be specified.');
  return fetch(runtime, TemplateURL, by);
}

async function fetch({ account }: Runtime, url: string, by: Actor): Promise<string> {
  const [Bucket, Key] = objectOf(url, account.endpoint);
  let bytes: Buffer;
  try {
    const { Body } = await account.call('s3', 'GetObject', { Bucket, Key }, by);
    bytes = await read(Body);
  } catch (error) {
    throw new ValidationError(`S3 error: ${messageOf(error)}\nFor more information check http://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html`);
  }
  if (bytes.length > URL_LIMIT) throw new ValidationError(`Template may not exceed ${URL_LIMIT} bytes in size.`);
  return bytes.toString('utf8');
}

/** Bucket and key of an object URL, path-style or virtual-hosted, on AWS or on the emulator's endpoint. */
export function objectOf(url: string, endpoint?: string): [bucket: string, key: string] {
  const wrong = () => new ValidationError('TemplateURL must be a supported URL.');
  let parsed: URL;
  try {
    parsed = new URL(url);
  } catch {
    throw wrong();
  }
  if (parsed.protocol === 's3:') throw new ValidationError(`S3 error: Domain name specified in ${parsed.hostname} is not a valid S3 domain`);
  const path = decodeURIComponent(parsed.pathname).slice(1);
  const style = /^(?:(.+)\.)?s3[.-](?:[a-z0-9-]+\.)*amazonaws\.com(?:\.cn)?$/.exec(parsed.hostname);
  if (style?.[1]) return [style[1], path];
  if (!style && (endpoint === undefined || parsed.host !== new URL(endpoint).host)) throw wrong();
  const [bucket, ...key] = path.split('/');
  if (!bucket || !key.length) throw wrong();
  return [bucket, key.join('/')];
}

/** The body of an object: text, bytes or a stream. */
async function read(body: unknown): Promise<Buffer> {
  if (typeof body === 'string' || body instanceof Uint8Array) return Buffer.from(body as Uint8Array);
  const chunks: Buffer[] = [];
  for await (const chunk of body as AsyncIterable<Uint8Array>) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}
