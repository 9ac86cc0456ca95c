import { AwsError } from '../aws-error';
import type { HttpRequest } from './http';

const LINE_END = Buffer.from('\r\n');
/** The size of a chunk in hexadecimal digits; a signature may follow. */
const SIZE = /^([0-9a-f]+)(?:;|$)/i;

/** Decodes an aws-chunked body. The trailing checksum becomes a header. */
export function decodeChunked(request: HttpRequest): HttpRequest {
  const { headers, body } = request;
  const encoding = headers['content-encoding'] ?? '';
  if (!/\baws-chunked\b/.test(encoding) && !headers['x-amz-content-sha256']?.startsWith('STREAMING-')) return request;
  const chunks: Buffer[] = [];
  let at = 0;
  const line = () => {
    const end = body.indexOf(LINE_END, at);
    const text = body.subarray(at, end < 0 ? body.length : end).toString();
    at = end < 0 ? body.length : end + LINE_END.length;
    return text;
  };
  for (;;) {
    const size = Number.parseInt(SIZE.exec(line())?.[1] ?? '', 16);
    if (Number.isNaN(size) || at + size > body.length) throw new AwsError('IncompleteBody', 'The request body terminated unexpectedly');
    if (size === 0) break;
    chunks.push(body.subarray(at, at + size));
    at += size + LINE_END.length;
  }
  const trailers: Record<string, string> = {};
  while (at < body.length) {
    const [name, ...value] = line().split(':');
    if (value.length) trailers[name.trim().toLowerCase()] = value.join(':').trim();
  }
  const { 'content-encoding': _, ...rest } = headers;
  const remaining = encoding.split(',').map(part => part.trim()).filter(part => part && part !== 'aws-chunked').join(',');
  const decoded = Buffer.concat(chunks);
  return {
    ...request,
    body: decoded,
    headers: { ...rest, ...trailers, 'content-length': String(decoded.length), ...remaining && { 'content-encoding': remaining } },
  };
}
