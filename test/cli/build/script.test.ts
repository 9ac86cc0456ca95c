import { spawnSync } from 'child_process';
import type { OwnBuildSpec, OwnPhase } from '../../../src/cli/build/own-spec';
import { buildScript } from '../../../src/cli/build/script';

const phase = (commands: string[], more: Partial<OwnPhase> = {}): OwnPhase => ({ commands, finally: [], ...more });

function run(phases: OwnBuildSpec['phases']) {
  const { status, stdout } = spawnSync('bash', ['-c', buildScript({ variables: {}, phases, notes: [] })], { encoding: 'utf8', cwd: '/' });
  return { status, said: stdout.split('\n').filter(line => line && !line.startsWith('[')) };
}

test('commands share one shell: folders, variables and functions stay from phase to phase', () => {
  expect(run({
    install: phase(['cd /tmp', 'export A="it\'s"', 'say() { echo "$@"; }']),
    build: phase(['say "$A" in $(pwd)', 'for each in 1 2; do\n  say $each\ndone']),
  })).toEqual({ status: 0, said: ["it's in /tmp", '1', '2'] });
});

test('each command is printed before it runs', () => {
  const { stdout } = spawnSync('bash', ['-c', buildScript({ variables: {}, phases: { build: phase(['echo "%s"']) }, notes: [] })], { encoding: 'utf8' });

  expect(stdout).toBe('[build] echo "%s"\n%s\n');
});

test('a failed command ends its phase and the build with its exit status; `finally` runs', () => {
  expect(run({ install: phase(['(exit 3)', 'echo not this'], { finally: ['echo final'] }), build: phase(['echo nor this']) })).toEqual({ status: 3, said: ['final'] });
});

test('after a failed build, post_build runs and knows it', () => {
  expect(run({ build: phase(['false']), post_build: phase(['echo succeeding: $CODEBUILD_BUILD_SUCCEEDING']) })).toEqual({ status: 1, said: ['succeeding: 0'] });
  expect(run({ build: phase(['false'], { onFailure: 'ABORT' }), post_build: phase(['echo not this']) })).toEqual({ status: 1, said: [] });
});

test('the build continues after a failure with on-failure CONTINUE', () => {
  expect(run({ pre_build: phase(['false'], { onFailure: 'CONTINUE' }), build: phase(['echo on']) })).toEqual({ status: 0, said: ['on'] });
});

test('a failure in `finally` fails the phase', () => {
  expect(run({ pre_build: phase(['true'], { finally: ['(exit 4)', 'echo not this'] }), build: phase(['echo nor this']) })).toEqual({ status: 4, said: [] });
});

test('exiting the shell ends the build', () => {
  expect(run({ build: phase(['exit 5']), post_build: phase(['echo not this']) })).toEqual({ status: 5, said: [] });
});
