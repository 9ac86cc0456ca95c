import { type OwnBuildSpec, type OwnPhase, PHASES, type PhaseName } from './own-spec';

/**
 * A bash script that runs the phases of a build specification as CodeBuild does: all commands in one shell, so that the current folder and variables
 * persist; a failed command ends its phase; `finally` always runs; after a failed build phase only post_build runs, after another failed phase none.
 */
export function buildScript({ phases }: OwnBuildSpec): string {
  return [
    'insync_status=0',
    'insync_go=1',
    ...PHASES.flatMap(name => phases[name] ? scriptOf(name, phases[name]) : []),
    'exit "$insync_status"',
  ].join('\n') + '\n';
}

function scriptOf(name: PhaseName, { commands, finally: finalCommands, onFailure }: OwnPhase): string[] {
  const continues = onFailure === 'CONTINUE' || name === 'build' && onFailure !== 'ABORT';
  return [
    'if [ "$insync_go" = 1 ]; then',
    'insync_failed=0',
    ...commands.flatMap(command => run(name, command)),
    'insync_before=$insync_failed',
    'insync_failed=0',
    ...finalCommands.flatMap(command => run(name, command)),
    '[ "$insync_before" = 0 ] || insync_failed=$insync_before',
    'if [ "$insync_failed" != 0 ]; then',
    'export CODEBUILD_BUILD_SUCCEEDING=0',
    ...onFailure === 'CONTINUE' ? [] : ['[ "$insync_status" != 0 ] || insync_status=$insync_failed'],
    ...continues ? [] : ['insync_go=0'],
    'fi',
    'fi',
  ];
}

const run = (phase: string, command: string): string[] => [
  'if [ "$insync_failed" = 0 ]; then',
  `printf '%s\\n' ${quoted(`[${phase}] ${command.trimEnd().replace(/\n/g, `\n[${phase}]   `)}`)}`,
  `eval ${quoted(command)} || insync_failed=$?`,
  `[ "$insync_failed" = 0 ] || printf '%s\\n' ${quoted(`[${phase}] failed:`)}" exit status $insync_failed" >&2`,
  'fi',
];

const quoted = (text: string) => `'${text.replace(/'/g, '\'\\\'\'')}'`;
