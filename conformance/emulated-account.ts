/** The program of an emulated account that enforces permissions. Its builds use the packages of a folder instead of installing them. */
import { mkdtempSync, rmSync } from 'fs';
import { availableParallelism, tmpdir } from 'os';
import { join } from 'path';
import { baseEnvironment, createAccount, serve, startExecutor } from '@cv-insync/emulator';

const FUNCTION_RUNNER = join(__dirname, '..', 'assets', 'run-function.js');

async function main(modules: string): Promise<void> {
  const workDir = mkdtempSync(join(tmpdir(), 'conformance-account-'));
  const account = createAccount({ iam: true });
  const server = await serve(account);
  const executor = startExecutor(account, {
    workDir,
    modulesFor: () => modules,
    functionRunner: FUNCTION_RUNNER,
    baseEnvironment: baseEnvironment(workDir, false),
    buildConcurrency: Math.max(2, availableParallelism()),
  });
  const end = async () => {
    executor.close();
    await server.close();
    rmSync(workDir, { recursive: true, force: true });
    process.exit(0);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => void end());
  console.log(server.endpoint.replace('://', `://${account.accessKey}@`));
}

void main(process.argv[2]);
