import { cpSync, mkdirSync, rmSync, writeFileSync } from 'fs';
import { join } from 'path';
import { CACHE, DIST, ROOT } from './folders';
import type { Ecosystem } from './language';
import { run } from './run';

const REPOSITORY = join(CACHE, 'maven');
/** Also used by the Maven that builds the package, so that common dependencies are downloaded once. */
export const JAVA_ENVIRONMENT = { MAVEN_OPTS: `-Dmaven.repo.local=${REPOSITORY} -XX:+TieredCompilation -XX:TieredStopAtLevel=1` };

const maven = (folder: string, goals: readonly string[], env: Readonly<Record<string, string>> = {}) =>
  run('mvn', ['--batch-mode', '--quiet', '--no-transfer-progress', ...goals], { cwd: folder, env: { ...JAVA_ENVIRONMENT, ...env } });

const app = (folder: string) => ({
  folder,
  synthesize: (env: Readonly<Record<string, string>>) => maven(folder, ['compile', 'exec:java'], env),
});

export const java: Ecosystem = {
  /** Puts a package into the local repository as `mvn install` does. */
  async install() {
    rmSync(join(REPOSITORY, 'io', 'github', 'cv-insync'), { recursive: true, force: true });
    cpSync(join(DIST, 'java'), REPOSITORY, { recursive: true });
  },
  test: folder => maven(folder, ['test']),
  app,
  snippet(code, folder) {
    const [, name] = /public class (\w+)/.exec(code)!;
    const sources = join(folder, 'src', 'main', 'java');
    mkdirSync(sources, { recursive: true });
    writeFileSync(join(sources, `${name}.java`), code);
    cpSync(join(ROOT, 'examples', 'java', 'core', 'pom.xml'), join(folder, 'pom.xml'));
    return { folder, synthesize: env => maven(folder, ['compile', 'exec:java', `-Dexec.mainClass=${name}`], env) };
  },
};
