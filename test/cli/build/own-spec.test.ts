import { readOwnSpec } from '../../../src/cli/build/own-spec';

const read = (text: string) => readOwnSpec(text, 'buildspec.build.yaml');

test('phases, commands and variables are read; settings that the delivery makes are noted', () => {
  expect(read(`version: 0.2
env: { shell: bash, variables: { LEVEL: 3, EMPTY: "" } }
phases:
  install: { runtime-versions: { nodejs: 24, python: latest } }
  build: { on-failure: ABORT, commands: [make, 'echo "a: b"'], finally: [make clean] }
artifacts: { files: ['**/*'] }
`)).toEqual({
    problems: [],
    value: {
      variables: { LEVEL: '3', EMPTY: '' },
      phases: {
        install: { commands: [], finally: [] },
        build: { commands: ['make', 'echo "a: b"'], finally: ['make clean'], onFailure: 'ABORT' },
      },
      notes: ['buildspec.build.yaml:6:12: artifacts has no effect: the artifact is what `cv-insync package` writes'],
    },
  });
});

test('all problems and unsupported settings are reported at once with their places', () => {
  expect(read(`version: 0.1
run-as: root
env: { shell: zsh, parameter-store: {}, variables: { 1a: x } }
phases:
  instal: {}
  install: { runtime-versions: { java: corretto21 } }
  build: { commands: [{ echo a: b }], on-failure: RETRY }
`).problems).toEqual([
    "buildspec.build.yaml:2:1: build specification: unknown key 'run-as' (expected version, env, phases, artifacts, cache, reports)",
    'buildspec.build.yaml:1:10: version: expected 0.2',
    "buildspec.build.yaml:3:20: env: unknown key 'parameter-store' (expected shell, variables)",
    'buildspec.build.yaml:3:15: env.shell: expected bash, which runs the commands',
    "buildspec.build.yaml:3:52: env.variables: found '1a', expected the name of a variable",
    "buildspec.build.yaml:5:3: phases: unknown key 'instal', did you mean 'install'? (expected install, pre_build, build, post_build)",
    'buildspec.build.yaml:6:40: phases.install.runtime-versions: found java corretto21, expected at most nodejs 24 and python 3.12, which the build has; install others with a command',
    'buildspec.build.yaml:7:51: phases.build.on-failure: expected ABORT or CONTINUE',
    "buildspec.build.yaml:7:23: phases.build.commands: expected a command; one with ': ' in it needs quotes",
  ]);
});

test.each([
  ['', 'buildspec.build.yaml:1:1: the build specification is empty'],
  ['version: 0.2', 'buildspec.build.yaml:1:1: phases: missing'],
  ['version: 0.2\nphases:\n  build: { commands: make }', 'phases.build.commands: expected a list of commands'],
])('%j is refused', (text, problem) => expect(read(text).problems.join()).toContain(problem));
