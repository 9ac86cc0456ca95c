import { PHASES, type BuildSpec, type PhaseName } from './buildspec';
import type { BuildLog } from './log';
import { BuildFailure, type Phases } from './phases';
import type { Shell } from './shell';
import type { BuildRecord } from '../../account/codebuild';

/** What the commands of a build need. */
export interface CommandRun {
  readonly build: BuildRecord;
  readonly spec: BuildSpec;
  readonly shell: Shell;
  readonly log: BuildLog;
  /** Called before each command. */
  readonly begin: (phase: PhaseName, command: string) => void;
}

/**
 * Runs the phases as CodeBuild does: a failed install or pre_build ends the build, a failed build still runs post_build,
 * `on-failure` overrides both, and `finally` always runs.
 */
export async function runPhases(run: CommandRun, phases: Phases): Promise<void> {
  let failure: BuildFailure | undefined;
  for (const name of PHASES) {
    const onFailure = run.spec.phases[name]?.onFailure;
    run.log.tell(`Entering phase ${name.toUpperCase()}`);
    const failed = await phases.pass(name.toUpperCase(), () => runPhase(run, name), onFailure !== 'CONTINUE');
    if (!failed || onFailure === 'CONTINUE') continue;
    failure ??= failed;
    await run.shell.run('export CODEBUILD_BUILD_SUCCEEDING=0');
    if (name !== 'build' || onFailure === 'ABORT') break;
  }
  if (failure) throw failure;
}

async function runPhase(run: CommandRun, name: PhaseName): Promise<BuildFailure | undefined> {
  const { commands = [], finally: last = [] } = run.spec.phases[name] ?? {};
  let failure: BuildFailure | undefined;
  for (const command of commands) {
    run.begin(name, command);
    failure = await runCommand(run, command);
    if (failure) break;
  }
  for (const command of last) {
    const failed = await runCommand(run, command);
    failure ??= failed;
    if (failed) break;
  }
  return failure;
}

async function runCommand({ build, shell, log }: CommandRun, command: string): Promise<BuildFailure | undefined> {
  log.tell(`Running command ${command.trimEnd()}`);
  const logStart = log.size;
  const status = await shell.run(command);
  if (build.ended) throw new BuildFailure('the build was ended');
  if (status === 0) return undefined;
  log.tell(`Command did not exit successfully ${command.trimEnd()} exit status ${status}`);
  return new BuildFailure(`Error while executing command: ${command}. Reason: exit status ${status}`, { code: 'COMMAND_EXECUTION_ERROR', command, logStart });
}
