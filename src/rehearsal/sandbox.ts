import { execFileSync } from 'child_process';
import { homedir } from 'os';
import { join } from 'path';
import { openSandbox, packagePaths, type Sandbox, sandboxProblem } from '@cv-insync/emulator';

export interface SandboxRequest {
  readonly workDir: string;
  readonly endpoint: string;
  readonly forwarder: string;
  /** Whether builds install packages from registries. */
  readonly install: boolean;
  /** Folders that programs read, with the packages that they resolve from there. */
  readonly folders: readonly string[];
  /** Further hosts that are reachable, as `https://pypi.org`. */
  readonly hosts?: readonly string[];
  readonly onRefused: (authority: string) => void;
}

/** Opens a sandbox for builds, functions and commands. Fails with what to do where there cannot be one. */
export async function sandboxFor({ install, folders, hosts = [], ...options }: SandboxRequest): Promise<Sandbox> {
  const problem = sandboxProblem();
  if (problem) throw new Error(problem);
  const npm = install ? npmConfiguration() : {};
  const files = install ? [npm.userconfig ?? join(homedir(), '.npmrc'), npm.globalconfig, npm.cafile] : [];
  return openSandbox({
    ...options,
    hosts: [...hosts, ...registriesIn(npm)],
    readable: [...packagePaths(...folders), ...files.filter(file => typeof file === 'string')],
  });
}

/** The configuration of the person's npm, not that of a repository: which could name any host. */
function npmConfiguration(): Record<string, string | undefined> {
  return JSON.parse(execFileSync('npm', ['config', 'list', '--json'], { cwd: homedir(), encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }));
}

const registriesIn = (configuration: Readonly<Record<string, unknown>>) => Object.entries(configuration)
  .flatMap(([key, value]) => (key === 'registry' || key.endsWith(':registry')) && typeof value === 'string' && URL.canParse(value) ? [value] : []);
