import { decodeChunked } from '../../../src/account/protocol/aws-chunked';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html */
const decode = (body: string) => decodeChunked({
  method: 'PUT', host: '127.0.0.1', path: '/bucket/a', query: new URLSearchParams(), headers: { 'content-encoding': 'aws-chunked' }, body: Buffer.from(body),
});

test('chunks are joined, with or without signatures, and what trails them becomes headers', () => {
  const { body, headers } = decode('5;chunk-signature=ab\r\nhello\r\n6\r\n, you!\r\n0\r\nx-amz-checksum-crc32: abc=\r\n\r\n');

  expect(body.toString()).toBe('hello, you!');
  expect(headers).toEqual({ 'content-length': '11', 'x-amz-checksum-crc32': 'abc=' });
});

test.each(['-5\r\nhello\r\n0\r\n', '-0d4e7C<', '0x5\r\nhello\r\n0\r\n', ' 5\r\nhello\r\n0\r\n', '9\r\nhello\r\n', 'ffffffffffff\r\nhello', '', '\r\n', '5 \r\nhello\r\n0\r\n'])('a body of chunks %j is incomplete', body => {
  expect(() => decode(body)).toThrow('The request body terminated unexpectedly');
});
