import { existsSync, mkdirSync, readFileSync, rmSync } from 'fs';
import { join } from 'path';
import { buildStateOf, endBuild, type BuildRecord } from '../../account/codebuild';
import type { Context } from '../context';
import { awsEnvironment } from '../credentials';
import { globalPackages } from '../environment';
import { upload } from './artifacts';
import { parseBuildSpec, type BuildSpec } from './buildspec';
import { sessionOfBuild } from './caller';
import { gitEnvironment } from './clone';
import { runPhases } from './commands';
import { variablesOfBuild } from './environment';
import { BuildLog } from './log';
import { BuildFailure, Phases } from './phases';
import { Shell } from './shell';
import { checkout, type Checkout } from './source';
import { titleOf } from './title';

/** Runs one build from its source to its artifacts, within its timeout. */
export async function runBuild(context: Context, build: BuildRecord, folder: string, onShell: (shell: Shell) => void): Promise<void> {
  const { account } = context;
  mkdirSync(folder, { recursive: true });
  build.logFile = join(context.workDir, 'logs', `${build.project.name}-${build.number}.log`);
  const log = new BuildLog(account, build, build.logFile);
  const phases = new Phases(build, (name, state, { code, message }) => {
    log.tell(`Phase complete: ${name} State: ${state}`);
    log.tell(`Phase context status code: ${code} Message: ${message}`);
  });
  let shell: Shell | undefined;
  let timer: NodeJS.Timeout | undefined;
  try {
    await phases.pass('QUEUED', () => log.open());
    await phases.pass('PROVISIONING', async () => checkSupported(build));
    const { source, spec } = await phases.pass('DOWNLOAD_SOURCE', async () => {
      const checkedOut = await checkout(context, build, folder);
      return { source: checkedOut, spec: specOf(build, checkedOut) };
    });
    const environment = {
      ...context.baseEnvironment,
      ...globalPackages(join(folder, 'npm'), context.baseEnvironment),
      ...await awsEnvironment(account, build.project.serviceRole!, sessionOfBuild(build), 'codebuild.amazonaws.com'),
      ...await variablesOfBuild(account, build, spec),
      ...source.variables,
      ...(source.cloned ? gitEnvironment(context, source.cloned, spec.hasGitCredentials) : {}),
    };
    shell = new Shell({
      label: `build ${build.project.name} (${build.initiator})`,
      processes: context.processes,
      cwd: source.folder,
      environment,
      logFile: log.file,
      writes: [folder],
      stateDir: join(folder, 'shell'),
    });
    onShell(shell);
    timer = setTimeout(() => {
      build.failure = { message: `the build did not end within its timeout of ${build.timeoutMinutes} minutes`, lastLines: log.tail(0) };
      endBuild(account, build, 'TIMED_OUT');
      shell?.kill();
    }, build.timeoutMinutes * 60_000);
    await runPhases({ build, spec, shell, log, begin: (phase, command) => buildStateOf(account).signals.emit('command', build, titleOf(phase, command)) }, phases);
    const exported = await shell.environment();
    build.exported = spec.exported.filter(name => exported[name] !== undefined).map(name => ({ name, value: exported[name], type: 'PLAINTEXT' }));
    await phases.pass('UPLOAD_ARTIFACTS', async () => {
      build.artifacts = await upload(context, build, spec, source.folder, log);
    });
    await phases.pass('FINALIZING', () => log.close());
    endBuild(account, build, 'SUCCEEDED');
  } catch (error) {
    await fail(context, build, log, error as Error);
  } finally {
    clearTimeout(timer);
    shell?.kill();
    await log.close().catch(() => undefined);
    rmSync(join(folder, 'shell'), { recursive: true, force: true });
  }
}

/** Records a failure, unless a call or the timeout ended the build before. */
async function fail({ account }: Context, build: BuildRecord, log: BuildLog, error: Error) {
  if (build.ended) return;
  const { message, code, details: { command, logStart } } = error instanceof BuildFailure ? error : new BuildFailure(error.message);
  const phase = build.phases.find(({ phaseStatus }) => phaseStatus === 'FAILED')?.phaseType ?? build.phase;
  build.failure = { message: `Phase: ${phase}, Code: ${code}, Message: ${message}`, command, lastLines: log.tail(logStart ?? 0) };
  await log.close().catch(() => undefined);
  endBuild(account, build, 'FAILED');
}

function checkSupported({ pipeline, project }: BuildRecord) {
  const { source } = project;
  if (pipeline?.batch) throw new BuildFailure('the emulator does not run batch builds');
  if (source!.type !== 'CODEPIPELINE' && source!.type !== 'NO_SOURCE' && source!.type !== 'S3') {
    throw new BuildFailure(`the emulator does not run builds with a source of type ${source!.type}, only with CODEPIPELINE, S3 or NO_SOURCE`);
  }
  if (!pipeline && source!.type === 'CODEPIPELINE') throw new BuildFailure('the source of the project is CODEPIPELINE: start the build through a pipeline');
}

function specOf(build: BuildRecord, { folder }: Checkout): BuildSpec {
  const given = build.buildspec ?? 'buildspec.yml';
  const isText = /[\n{:]/.test(given);
  if (!isText && !existsSync(join(folder, given))) throw new BuildFailure(`the source has no build spec '${given}'`, { code: 'YAML_FILE_ERROR' });
  try {
    return parseBuildSpec(isText ? given : readFileSync(join(folder, given), 'utf8'));
  } catch (error) {
    throw new BuildFailure((error as Error).message, { code: 'YAML_FILE_ERROR' });
  }
}
