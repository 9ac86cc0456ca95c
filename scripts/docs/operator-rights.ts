/**
 * Writes the IAM actions that the command line may ask for, with the credentials of whoever runs it, into docs/security.md:
 * `npx tsx --tsconfig tsconfig.dev.json scripts/docs/operator-rights.ts`.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'fs';
import { join } from 'path';
import { ROOT } from './import-graph';
import { actionsOf, operationsSentBy } from './operations-sent';
import { actionFact } from '@cv-insync/emulator/facts';

const PAGE = join(ROOT, 'docs/security.md');
const PART = /(<!-- operator[^>]*-->\n)[^]*(<!-- \/operator -->)/;

/** Commands that run in builds, with roles of the solution. */
const IN_BUILDS = ['apply', 'build', 'package', 'prepare'];

/** The actions of all commands that people run, by service. */
export function operatorActions(): Map<string, string[]> {
  const commands = readdirSync(join(ROOT, 'src/cli')).filter(name => !IN_BUILDS.includes(name) && existsSync(join(ROOT, `src/cli/${name}/index.ts`)));
  const actions = [...new Set(commands.flatMap(name => actionsOf(operationsSentBy(`src/cli/${name}/index.ts`))))].sort();
  const services = new Map<string, string[]>();
  for (const action of actions) {
    const [service, name] = action.split(':');
    services.set(service, [...services.get(service) ?? [], name]);
  }
  return services;
}

/** The page as it is, and with the current table. */
export function operatorPage() {
  const written = readFileSync(PAGE, 'utf8');
  const isReading = (service: string) => (name: string) => ['Read', 'List'].includes(actionFact(`${service}:${name}`)?.level ?? '');
  const rows = [...operatorActions()].map(([service, names]) =>
    `| ${service} | ${names.filter(isReading(service)).join(', ')} | ${names.filter(name => !isReading(service)(name)).join(', ')} |`);
  const table = ['| service | to read | to change |', '|---|---|---|', ...rows, ''].join('\n');
  return { written, current: written.replace(PART, (_, start, end) => start + table + end) };
}

if (require.main === module) writeFileSync(PAGE, operatorPage().current);
