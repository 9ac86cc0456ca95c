import { formatSource, parseSource } from '../../../src/cli/solution/source-text';

test.each([
  ['github:acme/cv-dtc@main', { kind: 'github', repository: 'acme/cv-dtc', branch: 'main' }],
  ['github:acme/cv-dtc@release/2#modules/dtc', { kind: 'github', repository: 'acme/cv-dtc', branch: 'release/2', folder: 'modules/dtc' }],
  ['gitlab:group/sub/dtc@main', { kind: 'gitlab', repository: 'group/sub/dtc', branch: 'main' }],
  ['s3:bucket/path/module@1#2.zip', { kind: 's3', bucket: 'bucket', key: 'path/module@1#2.zip' }],
])('%s is read, and written unchanged', (text, source) => {
  expect(parseSource(text)).toEqual(source);
  expect(formatSource(parseSource(text)!)).toBe(text);
});

test('the default branch is main', () => {
  expect(parseSource('bitbucket:acme/dtc#sub')).toEqual({ kind: 'bitbucket', repository: 'acme/dtc', branch: 'main', folder: 'sub' });
});

test.each(['', 'dtc', 'acme/dtc', 'svn:acme/dtc', 's3:bucket'])('"%s" is not a source', text => {
  expect(parseSource(text)).toBeUndefined();
});

test('the URL of an object is read as well', () => {
  expect(parseSource('s3://bucket/path/module.zip')).toEqual({ kind: 's3', bucket: 'bucket', key: 'path/module.zip' });
});
