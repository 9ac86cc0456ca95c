import { execFileSync } from 'child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import { join, resolve } from 'path';
import { packPackages } from './pack';
import { serveRegistry } from './registry';
import { Terminal } from './terminal';
import { commandsOf, missingFrom } from './tutorial';

/** The other way to create a module, from the package's README. */
const OTHERWISE = [
  'mkdir ../weather && cd ../weather',
  'npx projen new --from cv-insync-module --name weather --repository me/weather --consumes notifications/FunctionName --no-post --no-git',
  'grep -q "NOTIFICATIONS_FUNCTION_NAME: this.consume(\'notifications\', \'FunctionName\')" src/weather.ts',
];

/** Another way to begin: the whole solution as one app whose modules are packages, from a registry or built here. */
const oneTime = (root: string, upstream: string, [tarball]: readonly string[]) => [
  `cp -R ${join(root, 'examples')} ../examples && cd ../examples/one-time`,
  'npm install',
  'npm run check',
  'npx cdk synth --quiet',
  `mkdir -p ../../dist/js && cp ${tarball} ../../dist/js/cv-insync@0.0.0.jsii.tgz && rm -rf node_modules package-lock.json cdk.out`,
  `npm_config_registry=${upstream} npm install --no-save ../../dist/js/cv-insync@0.0.0.jsii.tgz`,
  'npx cdk synth --quiet',
];

/**
 * Runs the commands of the author's tutorial with the packed packages and npm only: from nothing to a registered module whose pushes are
 * delivered. Prints the duration of each command, and `N passed, N failed`.
 */
async function main(): Promise<boolean> {
  const root = resolve(__dirname, '..', '..');
  const folder = mkdtempSync(join(tmpdir(), 'author-'));
  const upstream = execFileSync('npm', ['config', 'get', 'registry'], { encoding: 'utf8' }).trim();
  const tarballs = packPackages(root, join(folder, 'packages'));
  const tutorial = commandsOf(readFileSync(join(root, 'docs/authors.md'), 'utf8'), '## Tutorial: write and register a module', '## The stack');
  const others = [...OTHERWISE, ...oneTime(root, upstream, tarballs)].map(command => ({ line: 0, command, shown: [], stays: false }));
  const commands = [...tutorial, ...others];
  const registry = await serveRegistry(tarballs, upstream);
  const work = join(folder, 'work');
  const logs = join(folder, 'logs');
  mkdirSync(work);
  const terminal = new Terminal(work, {
    npm_config_registry: registry.url,
    npm_config_replace_registry_host: 'never',
    npm_config_yes: 'true',
    npm_config_audit: 'false',
    npm_config_fund: 'false',
    npm_config_update_notifier: 'false',
    npm_config_fetch_retries: '6',
    npm_config_fetch_retry_mintimeout: '1000',
    npm_config_logs_dir: logs,
    GIT_CONFIG_GLOBAL: '/dev/null',
    ...Object.fromEntries(['AUTHOR', 'COMMITTER'].flatMap(who => [[`GIT_${who}_NAME`, 'An Author'], [`GIT_${who}_EMAIL`, 'author@example.com']])),
  });
  const began = Date.now();
  let failed = 0;
  try {
    for (const { line, command, shown, stays } of commands) {
      const where = line ? `docs/authors.md:${line}` : 'otherwise';
      if (failed) {
        failed++;
        console.log(`FAILED  ${where}: ${command}: skipped, because an earlier command failed`);
        continue;
      }
      const start = Date.now();
      const { status, output } = await (stays ? terminal.startBeside(command, shown.at(-1) ?? '') : terminal.run(command));
      const missing = missingFrom(output, shown);
      const good = status === 0 && !missing.length;
      console.log(`${good ? 'passed' : 'FAILED'}  ${seconds(start)}  ${where}: ${command}`);
      if (good) continue;
      failed++;
      console.log(output.split('\n').slice(-80).map(text => `  | ${text}`).join('\n'));
      if (status !== 0) console.log(`  exit status ${status}`);
      for (const text of npmErrors(logs)) console.log(`  npm: ${text}`);
      for (const text of missing) console.log(`  not printed: ${text}`);
    }
  } finally {
    await terminal.close();
    registry.close();
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
  console.log(`\nfrom nothing to a registered module, changed and removed again: ${seconds(began).trim()}`);
  console.log(`${commands.length - failed} passed, ${failed} failed`);
  return failed === 0 && commands.length > 0;
}

/** What went wrong within npm, which projen starts without showing its output. */
const npmErrors = (logs: string) => (existsSync(logs) ? readdirSync(logs).sort() : [])
  .flatMap(name => readFileSync(join(logs, name), 'utf8').split('\n').filter(line => /^\d+ (error|warn|http fetch \S+ [45])/.test(line)))
  .slice(-40);

const seconds = (since: number) => `${((Date.now() - since) / 1000).toFixed(1).padStart(6)} s`;

void main().then(good => process.exit(good ? 0 : 1));
