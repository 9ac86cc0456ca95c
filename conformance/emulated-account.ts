/** The program of an emulated account that enforces permissions, and that has a repository. It prints the address of both. Its builds use the packages of a folder instead of installing them. */
import { mkdirSync, mkdtempSync, rmSync } from 'fs';
import { availableParallelism, tmpdir } from 'os';
import { join } from 'path';
import { REPOSITORY } from './emulator';
import { baseEnvironment, createAccount, listenToGit, Repositories, serve, startExecutor } from '@cv-insync/emulator';

const FUNCTION_RUNNER = join(__dirname, '..', 'assets', 'run-function.js');

async function main(modules: string): Promise<void> {
  const workDir = mkdtempSync(join(tmpdir(), 'conformance-account-'));
  const account = createAccount({ iam: true });
  const repositories = new Repositories(account, workDir);
  const empty = join(workDir, 'empty');
  mkdirSync(empty);
  await repositories.create({ name: REPOSITORY, path: empty, branch: 'main' });
  const listening = listenToGit(account, problem => console.error(problem));
  const server = await serve(account);
  const executor = startExecutor(account, {
    workDir,
    modulesFor: () => modules,
    functionRunner: FUNCTION_RUNNER,
    baseEnvironment: baseEnvironment(workDir, false),
    buildConcurrency: Math.max(2, availableParallelism()),
  });
  const end = async () => {
    listening();
    executor.close();
    await server.close();
    rmSync(workDir, { recursive: true, force: true });
    process.exit(0);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => void end());
  console.log(`${server.endpoint.replace('://', `://${account.accessKey}@`)} ${repositories.bare(REPOSITORY)}`);
}

void main(process.argv[2]);
