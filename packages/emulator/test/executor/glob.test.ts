import { globOf } from '../../src/executor/glob';

/** Rules and examples of "Working with glob patterns in syntax" in the CodePipeline user guide. */
test.each<[pattern: string, matching: string[], others: string[]]>([
  ['*.java', ['A.java', '.java'], ['a/A.java', 'A.class']],
  ['*.*', ['a.b', '.b'], ['ab', 'a/b.c']],
  ['*.{java,class}', ['A.java', 'A.class'], ['A.jar', 'A.{java']],
  ['foo.?', ['foo.c'], ['foo.', 'foo.cc', 'foo./']],
  ['**', ['a', 'a/b/c', '.hidden/x'], []],
  ['directory/**', ['directory/a', 'directory/a/b'], ['other/a', 'directory']],
  ['directory/*', ['directory/a', 'directory/.a'], ['directory/a/b']],
  ['my-file.jar', ['my-file.jar'], ['directory/my-file.jar', 'my-fileXjar']],
  ['directory/subdirectory/my-file.jar', ['directory/subdirectory/my-file.jar'], ['directory/my-file.jar']],
  ['common/**/*.js', ['common/a/b.js', 'common/a/b/c.js', 'common/b.js'], ['common/a.ts', 'b.js']],
  ['**/README.md', ['README.md', 'a/README.md', 'a/b/README.md'], ['a/README.md.bak', 'aREADME.md']],
  ['main*', ['main', 'main-2'], ['main/a', 'amain']],
  ['prod**', ['prod', 'prod/a', 'production/a'], ['a/prod']],
  ['\\*.md', ['*.md'], ['a.md']],
  ['[abc]x', ['ax', 'cx'], ['dx', '[abc]x']],
  ['[a-c]x', ['bx'], ['dx', '-x']],
  ['[!a]x', ['bx'], ['ax', '/x']],
  ['[*?\\]x', ['*x', '?x', '\\x'], ['ax']],
  ['[-a]x', ['-x', 'ax'], ['bx']],
  ['v1.+(2)', ['v1.+(2)'], ['v1.2', 'v112']],
  ['a,b', ['a,b'], ['a', 'b']],
])('the pattern %s', (pattern, matching, others) => {
  const glob = globOf(pattern);
  expect([matching, others].map(values => values.filter(value => glob.test(value)))).toEqual([matching, []]);
});
