import { appendFileSync, existsSync, mkdirSync, readFileSync, rmSync, statSync } from 'fs';
import { join } from 'path';
import { buildStateOf, endBuild, type BuildRecord, type PipelineArtifact } from '../../account/codebuild';
import { putArtifact } from '../artifacts';
import type { Context } from '../context';
import { awsEnvironment } from '../credentials';
import { globalPackages } from '../environment';
import { zipFiles } from '../zip';
import { parseBuildSpec, PHASES, type ArtifactSpec, type BuildSpec, type PhaseName } from './buildspec';
import { variablesOfBuild } from './environment';
import { filesOfArtifact } from './output';
import { BuildFailure, Phases } from './phases';
import { Shell } from './shell';
import { checkout, type Checkout } from './source';
import { titleOf } from './title';

const LAST_LINES = 25;

/** Runs one build from its source to its artifacts, within its timeout. */
export async function runBuild(context: Context, build: BuildRecord, folder: string, onShell: (shell: Shell) => void): Promise<void> {
  mkdirSync(folder, { recursive: true });
  build.logFile = join(context.workDir, 'logs', `${build.project.name}-${build.number}.log`);
  mkdirSync(join(context.workDir, 'logs'), { recursive: true });
  appendFileSync(build.logFile, '');
  const phases = new Phases(build);
  let shell: Shell | undefined;
  let timer: NodeJS.Timeout | undefined;
  try {
    await phases.pass('PROVISIONING', async () => refuseWhatIsNotRun(build));
    const source = await phases.pass('DOWNLOAD_SOURCE', () => checkout(context, build, folder));
    const spec = await phases.pass('QUEUED', async () => parseBuildSpec(specText(build, source)));
    const environment = {
      ...context.baseEnvironment,
      ...globalPackages(join(folder, 'npm'), context.baseEnvironment),
      ...await awsEnvironment(context.account, build.project.serviceRole!, build.id.split(':')[1]),
      ...await variablesOfBuild(context.account, build, spec),
      ...source.variables,
    };
    shell = new Shell({
      label: `build ${build.project.name} (${build.initiator})`,
      processes: context.processes,
      cwd: source.folder,
      environment,
      logFile: build.logFile,
      stateDir: join(folder, 'shell'),
    });
    onShell(shell);
    timer = setTimeout(() => {
      build.failure = { message: `the build did not end within its timeout of ${build.timeoutMinutes} minutes`, lastLines: tail(build.logFile!, 0) };
      endBuild(context.account, build, 'TIMED_OUT');
      shell?.kill();
    }, build.timeoutMinutes * 60_000);
    await runPhases(shell, phases, spec, build, (phase, command) => buildStateOf(context.account).signals.emit('command', build, titleOf(phase, command)));
    const exported = await shell.environment();
    build.exported = spec.exported.filter(name => exported[name] !== undefined).map(name => ({ name, value: exported[name], type: 'PLAINTEXT' }));
    await phases.pass('UPLOAD_ARTIFACTS', () => upload(context, build, spec, source.folder));
    endBuild(context.account, build, 'SUCCEEDED');
  } catch (error) {
    if (build.ended) return;
    const { message, command, logStart } = error as BuildFailure;
    build.failure ??= { message: `Phase: ${phases.current}, Message: ${message}`, command, lastLines: tail(build.logFile, logStart ?? 0) };
    appendFileSync(build.logFile, `[build] ${message}\n`);
    endBuild(context.account, build, 'FAILED');
  } finally {
    clearTimeout(timer);
    shell?.kill();
    rmSync(join(folder, 'shell'), { recursive: true, force: true });
  }
}

function refuseWhatIsNotRun({ pipeline, project }: BuildRecord) {
  const { source } = project;
  if (pipeline?.batch) throw new BuildFailure('batch builds are not run here');
  if (source!.type !== 'CODEPIPELINE' && source!.type !== 'NO_SOURCE' && source!.type !== 'S3') {
    throw new BuildFailure(`a source of type ${source!.type} is not run here: CODEPIPELINE, S3 and NO_SOURCE are`);
  }
  if (!pipeline && source!.type === 'CODEPIPELINE') throw new BuildFailure('the project takes its source from a pipeline: start it through one');
}

function specText(build: BuildRecord, { folder }: Checkout): string {
  const given = build.buildspec ?? 'buildspec.yml';
  if (/[\n{:]/.test(given)) return given;
  if (!existsSync(join(folder, given))) throw new BuildFailure(`the source has no build spec '${given}'`);
  return readFileSync(join(folder, given), 'utf8');
}

/**
 * As CodeBuild goes through the phases: a failed install or pre_build ends the build, a failed build still runs post_build,
 * `on-failure` overrules both; `finally` runs whatever the commands before it did.
 */
async function runPhases(shell: Shell, phases: Phases, spec: BuildSpec, build: BuildRecord, tell: (phase: PhaseName, command: string) => void) {
  let failure: BuildFailure | undefined;
  for (const name of PHASES) {
    const phase = spec.phases[name];
    const failed = await phases.pass(name.toUpperCase(), () => runPhase(shell, spec, name, build, tell), phase?.onFailure !== 'CONTINUE');
    if (!failed || phase?.onFailure === 'CONTINUE') continue;
    failure ??= failed;
    await shell.run('export CODEBUILD_BUILD_SUCCEEDING=0');
    if (name !== 'build' || phase?.onFailure === 'ABORT') break;
  }
  if (failure) {
    phases.current = failure.phase!;
    throw failure;
  }
}

async function runPhase(
  shell: Shell, spec: BuildSpec, name: PhaseName, build: BuildRecord, tell: (phase: PhaseName, command: string) => void,
): Promise<BuildFailure | undefined> {
  const log = build.logFile!;
  const run = async (command: string) => {
    const logStart = statSync(log).size;
    appendFileSync(log, `[build] ${name}: ${command.trimEnd().replace(/\n/g, '\n[build]   ')}\n`);
    const status = await shell.run(command);
    if (build.ended) throw new BuildFailure('the build was ended');
    return status === 0 ? undefined : new BuildFailure(`COMMAND_EXECUTION_ERROR: Error while executing command: ${command}. Reason: exit status ${status}`, command, logStart, name.toUpperCase());
  };
  let failure: BuildFailure | undefined;
  for (const command of spec.phases[name]?.commands ?? []) {
    tell(name, command);
    failure = await run(command);
    if (failure) break;
  }
  for (const command of spec.phases[name]?.finally ?? []) {
    const failed = await run(command);
    failure ??= failed;
    if (failed) break;
  }
  return failure;
}

async function upload({ account }: Context, build: BuildRecord, spec: BuildSpec, root: string) {
  const outputs = build.pipeline?.outputs ?? [];
  for (const output of outputs) {
    const artifact = specOf(spec, output, outputs.length);
    const files = filesOfArtifact(root, artifact);
    appendFileSync(build.logFile!, `[build] ${output.name}: ${files.length} files\n`);
    await putArtifact(account, output, zipFiles(files));
  }
}

function specOf(spec: BuildSpec, { name }: PipelineArtifact, count: number): ArtifactSpec {
  const found = spec.secondaryArtifacts[name] ?? (count === 1 ? spec.artifacts : undefined);
  if (!found) throw new BuildFailure(`the action expects artifact '${name}', which the build spec has neither as its artifact nor among its secondary-artifacts`);
  return found;
}

function tail(file: string, from: number): string[] {
  const text = readFileSync(file).subarray(from).toString('utf8').replace(/\s+$/, '');
  // eslint-disable-next-line no-control-regex
  return text.split('\n').slice(-LAST_LINES).map(line => line.replace(/\u001b\[[0-9;]*[A-Za-z]/g, ''));
}
