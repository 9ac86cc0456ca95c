/** Writes the list of the account's operations into docs/rehearsal.md: `npx tsx scripts/operations.ts`. */
import { readFileSync, writeFileSync } from 'fs';
import { join } from 'path';
import { createAccount, SERVICES } from '../src/rehearsal/account';
import { SERVICES as MODELS } from '../src/rehearsal/account/protocol/services';

const PAGE = join(__dirname, '../docs/rehearsal.md');
const LIST = /(<!-- operations[^>]*-->\n)[^]*(<!-- \/operations -->)/;

/** The operations of AWS that a service has; others only its own account calls. */
function operationsOf(service: string): string[] {
  const client = MODELS.find(({ name }) => name === service)?.client?.();
  const all = Object.keys(SERVICES[service](createAccount()).operations).sort();
  return client ? all.filter(name => `${name}Command` in client) : all;
}

/** The page with the list that the account has now, and as it is. */
export function operationsPage() {
  const written = readFileSync(PAGE, 'utf8');
  const rows = Object.keys(SERVICES).sort().map(name => `| ${name} | ${operationsOf(name).join(', ')} |`);
  const list = ['| service | operations |', '|---|---|', ...rows, ''].join('\n');
  return { written, current: written.replace(LIST, (_, start, end) => start + list + end) };
}

if (require.main === module) writeFileSync(PAGE, operationsPage().current);
