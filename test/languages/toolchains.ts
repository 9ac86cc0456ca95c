import { spawnSync } from 'child_process';

/** A program that a language needs, its minimum version, and the Debian packages that contain it. */
interface Tool {
  readonly command: readonly string[];
  readonly version: RegExp;
  readonly least: readonly number[];
  readonly packages: readonly string[];
}

const TOOLS: Readonly<Record<string, readonly Tool[]>> = {
  python: [
    { command: ['python3', '--version'], version: /Python (\d+)\.(\d+)/, least: [3, 10], packages: ['python3'] },
    { command: ['python3', '-c', 'import venv, ensurepip; print("venv 1.0")'], version: /venv (\d+)\.(\d+)/, least: [1, 0], packages: ['python3-venv'] },
  ],
  java: [
    { command: ['javac', '-version'], version: /javac (\d+)/, least: [17], packages: ['openjdk-17-jdk-headless'] },
    { command: ['mvn', '--version'], version: /Apache Maven (\d+)\.(\d+)/, least: [3, 6], packages: ['maven'] },
  ],
  go: [
    { command: ['go', 'version'], version: /go(\d+)\.(\d+)/, least: [1, 25], packages: [] },
  ],
};

export type Language = 'python' | 'java' | 'go';
export const LANGUAGES: readonly Language[] = ['python', 'java', 'go'];

/** The missing tools of a language, as messages; empty if it can be used. */
export const missing = (language: Language): string[] => TOOLS[language].flatMap(tool => lacks(tool) ?? []);

/** Installs missing Debian packages if this process is root on a machine with apt, as in continuous integration. */
export function installMissing(languages: readonly Language[]) {
  const packages = languages.flatMap(language => TOOLS[language].filter(lacks).flatMap(tool => tool.packages));
  if (!packages.length || process.getuid?.() !== 0 || spawnSync('apt-get', ['--version']).error) return;
  console.log(`installing ${packages.join(', ')} ...`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  for (const args of [['update', '--quiet=2'], ['install', '--quiet=2', '--yes', '--no-install-recommends', ...packages]]) {
    spawnSync('apt-get', args, { env, stdio: ['ignore', 'ignore', 'inherit'] });
  }
}

function lacks({ command, version, least }: Tool): string | undefined {
  const { error, stdout, stderr } = spawnSync(command[0], command.slice(1), { encoding: 'utf8', env: process.env });
  const found = version.exec(`${stdout}${stderr}`)?.slice(1).map(Number);
  if (command.includes('-c')) return error || found ? undefined : 'python3 has no venv';
  if (error) return `${command[0]} is not installed, expected ${least.join('.')} or newer`;
  if (!found) return `${command[0]} is not installed, or prints no version`;
  const difference = least.map((part, index) => found[index] - part).find(each => each !== 0) ?? 0;
  return difference < 0 ? `${command[0]} ${found.join('.')} is too old, expected ${least.join('.')} or newer` : undefined;
}

// Run directly: as part of `npm test`, prints one line about the languages that the gate tests on this machine; before packages are built,
// reports missing tools.
if (process.argv[1]?.endsWith('toolchains.ts')) {
  const problems = LANGUAGES.flatMap(missing);
  if (process.argv.includes('--required')) {
    for (const problem of problems) console.error(`error: the packages cannot be built: ${problem}`);
    process.exitCode = problems.length ? 1 : 0;
  } else {
    console.log(problems.length
      ? `packages for other languages: ${problems.join('; ')}; \`npm run languages\` skips these`
      : 'packages for other languages: not part of these tests; `npm run languages` tests them in some minutes');
  }
}
