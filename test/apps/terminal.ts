import { type ChildProcess, execFile, execFileSync, spawn } from 'child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'fs';
import { tmpdir } from 'os';
import { delimiter, dirname, join } from 'path';
import { promisify } from 'util';
import { Deployed, until } from './deployed';

const ROOT = join(__dirname, '..', '..');
const execute = promisify(execFile);

/** A git repository in a folder. */
export class Repository {
  constructor(readonly folder: string) {}

  git(...args: string[]): Buffer {
    const settings = ['user.name=a', 'user.email=a@example.com', 'init.defaultBranch=main'].flatMap(each => ['-c', each]);
    return execFileSync('git', [...settings, ...args], { cwd: this.folder });
  }

  /** Commits all files. */
  commit(message: string): string {
    this.git('add', '--all');
    this.git('commit', '--quiet', '--allow-empty', '--message', message);
    return this.git('rev-parse', 'HEAD').toString().trim();
  }

  /** A zip file of the current commit. */
  zip(): Buffer {
    return this.git('archive', '--format=zip', 'HEAD');
  }
}

/** `cv-insync account` as a user starts it, and the commands of a second terminal. */
export class Terminal {
  readonly lines: string[] = [];
  private readonly folder = mkdtempSync(join(tmpdir(), 'apps-'));
  private readonly repositories: string[] = [];
  private account?: ChildProcess;
  private variables: Record<string, string> = {};

  /** A git repository that connections access as `name`, created from folders beside this file. */
  repository(name: string, ...from: string[]): Repository {
    const folder = join(this.folder, name);
    mkdirSync(folder, { recursive: true });
    for (const each of from) cpSync(join(__dirname, each), folder, { recursive: true });
    const repository = new Repository(folder);
    repository.git('init', '--quiet');
    repository.commit('first');
    this.repositories.push(`--repository=${name}=${folder}`);
    return repository;
  }

  /** Starts the account with the repositories created so far, and reads its endpoint from its output. */
  async start(...options: string[]): Promise<Deployed> {
    this.account = spawn(process.execPath, [join(ROOT, 'assets', 'cv-insync.js'), 'account', ...this.repositories, ...options], {
      stdio: ['ignore', 'pipe', 'inherit'], env: this.environment(),
    });
    let rest = '';
    this.account.stdout!.on('data', chunk => {
      const all = (rest + String(chunk)).split('\n');
      rest = all.pop()!;
      this.lines.push(...all);
    });
    const log = () => this.lines.join('\n');
    const line = await until(() => this.lines.find(each => each.trim().startsWith('export ')), log);
    this.variables = Object.fromEntries([...line.matchAll(/(\w+)=(\S+)/g)].map(([, name, value]) => [name, value]));
    const { AWS_ENDPOINT_URL: endpoint, AWS_REGION: region, AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey } = this.variables;
    return new Deployed({ endpoint, region, credentials: { accessKeyId, secretAccessKey } }, log);
  }

  /** Interrupts the account; returns its exit code and the unsupported operations that it lists. */
  async interrupt(): Promise<{ status: number | null; lacks: string[] }> {
    const ended = new Promise<number | null>(resolve => this.account!.once('close', resolve));
    this.account!.kill('SIGINT');
    return { status: await ended, lacks: this.lines.filter(line => /not in the account|failed inside/.test(line)) };
  }

  remove() {
    this.account?.kill('SIGKILL');
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }

  /** Links the dependencies that are installed here, so that a checkout needs no installation. */
  link({ folder }: Repository) {
    symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  }

  /** Runs a command in a checkout; returns its standard output and standard error. */
  async run({ folder }: Repository, command: string, ...args: string[]): Promise<string> {
    const { stdout, stderr } = await execute(command, args, { cwd: folder, env: this.environment(), maxBuffer: 2 ** 26 }).catch(error => {
      throw new Error(`${command} ${args.join(' ')} failed:\n${error.stdout}${error.stderr}`);
    });
    return `${stdout}${stderr}`;
  }

  /** The CDK CLI. */
  cdk = (repository: Repository, ...args: string[]) => this.run(repository, join(ROOT, 'node_modules', '.bin', 'cdk'), ...args);

  /** The environment variables that the account prints, without other AWS settings of the environment. */
  private environment(): NodeJS.ProcessEnv {
    const inherited = Object.entries(process.env).filter(([name]) => !/^(AWS_|CDK_|INSYNC_|npm_config_prefix)/.test(name));
    return {
      ...Object.fromEntries(inherited),
      PATH: [dirname(process.execPath), process.env.PATH].join(delimiter),
      CDK_HOME: join(this.folder, '.cdk'),
      CDK_DISABLE_CLI_TELEMETRY: 'true',
      AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
      ...this.variables,
    };
  }
}
