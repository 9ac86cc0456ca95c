import { parseBuildSpec } from '../../../src/executor/builds/buildspec';

test('a build spec is read with its defaults', () => {
  expect(parseBuildSpec(`
version: 0.2
env:
  variables: { COUNT: 3 }
  parameter-store: { TABLE: /cv/table }
  exported-variables: [REVISION]
phases:
  install:
    runtime-versions: { nodejs: 22 }
    commands: [npm ci]
  build:
    on-failure: ABORT
    commands: npm test
    finally: [echo done]
artifacts:
  base-directory: out
  files: '**/*'
  secondary-artifacts:
    Docs: { files: [docs/**/*], discard-paths: yes }
`)).toEqual({
    variables: { COUNT: '3' },
    parameterStore: { TABLE: '/cv/table' },
    exported: ['REVISION'],
    hasGitCredentials: false,
    phases: {
      install: { commands: ['npm ci'], finally: [], onFailure: undefined },
      build: { commands: ['npm test'], finally: ['echo done'], onFailure: 'ABORT' },
    },
    artifacts: { files: ['**/*'], baseDirectory: 'out', excludePaths: [], discardPaths: false },
    secondaryArtifacts: { Docs: { files: ['docs/**/*'], baseDirectory: undefined, excludePaths: [], discardPaths: true } },
  });
});

test.each([['yes', true], ['"yes"', true], ['no', false]])('git has credentials with git-credential-helper: %s, or not', (value, expected) => {
  expect(parseBuildSpec(`version: 0.2\nenv: { git-credential-helper: ${value} }\nphases: {}`).hasGitCredentials).toBe(expected);
});

test('all problems of a build spec are reported at once', () => {
  const wrong = () => parseBuildSpec('version: 0.1\nphases:\n  compile: { commands: [make] }\n  build:\n    commands: { make: all }\n    on-failure: RETRY\nenv: { secrets-manager: { A: b } }');
  expect(wrong).toThrow('version: expected 0.2, got 0.1');
  expect(wrong).toThrow('phases: unknown key \'compile\', expected install, pre_build, build, post_build');
  expect(wrong).toThrow('phases.build.commands: expected a list, got object');
  expect(wrong).toThrow('phases.build.on-failure: expected ABORT or CONTINUE, got RETRY');
  expect(wrong).toThrow('env: the emulator has no secrets-manager');
});

test('a command that YAML reads as a mapping is reported with a fix', () => {
  expect(() => parseBuildSpec('version: 0.2\nphases: { build: { commands: [echo a: b] } }')).toThrow(/phases\.build\.commands\[0\]: expected a command, got \{"echo a":"b"\}.*quotes/);
});

test('text that is not a YAML mapping is refused', () => {
  expect(() => parseBuildSpec('version: [')).toThrow('the build spec is not YAML');
  expect(() => parseBuildSpec('just words')).toThrow('the build spec is not a mapping');
});
