import { execFile } from 'child_process';

/** The author and committer where nobody else is known. */
export const GIT_IDENTITY = {
  GIT_AUTHOR_NAME: 'Emulator',
  GIT_AUTHOR_EMAIL: 'emulator@localhost',
  GIT_COMMITTER_NAME: 'Emulator',
  GIT_COMMITTER_EMAIL: 'emulator@localhost',
} as const;

/** Makes git ignore the configuration of the user. */
export const GIT_ENVIRONMENT = {
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_TERMINAL_PROMPT: '0',
  LC_ALL: 'C',
  ...GIT_IDENTITY,
} as const;

const LONGEST_OUTPUT = 2 ** 30;

/** Variables that would make git use another repository than the one in its folder. */
const LOCAL = ['GIT_DIR', 'GIT_WORK_TREE', 'GIT_INDEX_FILE', 'GIT_OBJECT_DIRECTORY', 'GIT_PREFIX'];

export async function git(folder: string, ...args: string[]): Promise<string> {
  return (await gitBytes(folder, ...args)).toString('utf8').trim();
}

export function gitBytes(folder: string, ...args: string[]): Promise<Buffer> {
  const env: NodeJS.ProcessEnv = { ...process.env, ...GIT_ENVIRONMENT };
  for (const name of LOCAL) delete env[name];
  return new Promise((resolve, reject) => {
    execFile('git', ['-c', 'init.defaultBranch=main', '-c', 'core.hooksPath=/dev/null', ...args], { cwd: folder, env, encoding: 'buffer', maxBuffer: LONGEST_OUTPUT }, (error, stdout, stderr) => {
      if (!error) return resolve(stdout);
      const missing = (error as NodeJS.ErrnoException).code === 'ENOENT' && error.message.startsWith('spawn git');
      reject(new Error(missing ? 'git is not installed: the emulator needs it for repositories' : `git ${args[0]} failed in ${folder}: ${stderr.toString().trim() || error.message}`));
    });
  });
}
